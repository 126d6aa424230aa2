"""Model fields that every part shares."""

from typing import Any

from django.db import models

from kpss.core.opening_hours import OpeningHours
from kpss.core.seals import sealed, unsealed


class OpeningHoursField(models.JSONField):
    """Opening hours kept as JSON and given as :class:`~kpss.core.opening_hours.OpeningHours`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": OpeningHours, "blank": True, **kwargs})

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> OpeningHours:
        return OpeningHours.from_json(super().from_db_value(value, expression, connection))

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(value.to_json() if isinstance(value, OpeningHours) else value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        plain = value.to_json() if isinstance(value, OpeningHours) else value
        return super().get_db_prep_value(plain, connection, prepared)

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, OpeningHours) else OpeningHours.from_json(value)

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value.to_json() if isinstance(value, OpeningHours) else value, model_instance)

    def value_to_string(self, obj: Any) -> Any:
        return self.value_from_object(obj).to_json()


class SealedField(models.BinaryField):
    """A JSON value that the database keeps sealed; raises `SealBroken` when it is read with another key of the server."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose}

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return None if value is None else unsealed(self.purpose, bytes(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        content = None if value is None else sealed(self.purpose, value)
        return super().get_db_prep_value(content, connection, prepared)

    def to_python(self, value: Any) -> Any:
        return value
