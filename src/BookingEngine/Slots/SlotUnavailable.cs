using NodaTime;

namespace BookingEngine.Slots;

/// <summary>The refusal of a taken slot, with the next free starts.</summary>
public sealed record SlotUnavailable(IReadOnlyList<Instant> NextStarts)
    : Refusal(RefusalKind.Conflict, SlotRefusals.Unavailable.Code, SlotRefusals.Unavailable.Detail);
