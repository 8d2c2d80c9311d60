"""Cases of the checks: small audits typed by hand, with what each check must say of them."""
