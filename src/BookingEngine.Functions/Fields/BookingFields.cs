using BookingEngine.Times;

namespace BookingEngine.Functions.Fields;

/// <summary>Fields that say what is booked.</summary>
internal static class BookingFields
{
    public const int MaximumQuantity = 10_000;

    private const string SlotText =
        "When the appointment begins, such as `2030-05-13T14:30:00Z`: with an offset, or without one in the local time of where it takes place.";

    extension(RequestFields fields)
    {
        public SlotInput Slot() => fields.Required("slot", SlotText).Slot() ?? default;

        public SlotInput? SlotOrHold() => fields.Optional("slot", $"{SlotText} It may be left out with a `hold_id`.").Slot();

        public SlotInput? QuerySlot() => fields.Optional("slot", $"Instead of a body. {SlotText}").QuerySlot();

        public int? Quantity(string description) => fields.OptionalWhole("quantity", description, 1, MaximumQuantity);
    }
}
