"""Money in the API: decimal text, because binary fractions lose cents, and an ISO 4217 currency."""

import re
from decimal import Decimal
from typing import Annotated, Any

from iso4217 import Currency as Iso4217
from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from typing_extensions import TypeAliasType

MAX_DIGITS, MAX_DECIMALS = 15, 4

AMOUNT = rf"^[0-9]{{1,{MAX_DIGITS}}}(\.[0-9]{{1,{MAX_DECIMALS}}})?$"

#: Currency code → its number of decimal places. Leaves out gold, test codes and units of account, which have none.
CURRENCIES = {currency.code: currency.exponent for currency in Iso4217 if currency.exponent is not None}


def _amount(value: Any) -> Decimal:
    if not isinstance(value, str) or not re.fullmatch(AMOUNT, value, re.ASCII):
        raise ValueError(
            'Must be a decimal number as a string, such as "1250.00", with at most '
            f"{MAX_DIGITS} digits before the decimal point and {MAX_DECIMALS} after it"
        )
    return Decimal(value)


def _currency(code: str) -> str:
    if code not in CURRENCIES:
        raise ValueError("Must be an ISO 4217 currency code, such as EUR")
    return code


Amount = Annotated[Decimal, BeforeValidator(_amount), WithJsonSchema({"type": "string", "pattern": AMOUNT})]
#: Named, so that generated clients have one enum instead of one for each member and parameter.
Currency = TypeAliasType(
    "Currency",
    Annotated[str, AfterValidator(_currency), WithJsonSchema({"type": "string", "enum": sorted(CURRENCIES)})],
)


def in_currency(amount: Decimal, currency: str) -> Decimal:
    """Returns the amount with as many decimal places as the currency has.

    Raises ValueError, naming that number, when this would drop a digit other than 0; and when ISO 4217 no longer has
    the currency, as happens to currencies of deals that were stored long ago.
    """
    if currency not in CURRENCIES:
        raise ValueError(f"{currency} is no longer an ISO 4217 currency. Change the currency together with the amount")
    digits = CURRENCIES[currency]
    exact = amount.quantize(Decimal(1).scaleb(-digits))
    if exact != amount:
        raise ValueError(f"{currency} amounts have {digits} decimal places")
    return exact
