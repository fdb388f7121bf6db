using BookingEngine.Times;
using BookingEngine.Unicode;

namespace BookingEngine.Functions.Fields;

internal static class BookingFields
{
    public const int MaximumQuantity = 10_000, MaximumReason = 500;

    /// <summary>A year.</summary>
    public const int MaximumMinutes = BookingLength.MaximumDays * 24 * 60;

    private const string SlotText =
        "The start of the appointment, such as `2030-05-13T14:30:00Z`. Without an offset, it is local time at the location.";

    extension(RequestFields fields)
    {
        public SlotInput Slot() => fields.Required("slot", SlotText).Slot() ?? default;

        public SlotInput? SlotOrHold() => fields.Optional("slot", $"{SlotText} It may be omitted with a `hold_id`.").Slot();

        public SlotInput? QuerySlot() => fields.Optional("slot", $"As in the body. {SlotText}").QuerySlot();

        /// <summary>Null if people would see nothing of it.</summary>
        public string? Reason() => fields.OptionalText("reason", "Why. The booking's history shows it to the customer and to staff.", MaximumReason)
            is { } reason && TextRules.HasVisible(reason) ? reason : null;

        /// <summary>In minutes.</summary>
        public int? ServiceDuration() => fields.OptionalWhole(
            "duration", "The length of the appointment in minutes: one that the service has. If omitted, the service's `duration`.", 1, MaximumMinutes);

        public int? Quantity(string description) => fields.OptionalWhole("quantity", description, 1, MaximumQuantity);
    }
}
