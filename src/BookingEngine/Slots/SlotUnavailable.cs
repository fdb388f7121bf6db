using NodaTime;

namespace BookingEngine.Slots;

/// <summary>A taken slot, with the next free starts to choose from instead.</summary>
public sealed record SlotUnavailable(IReadOnlyList<Instant> NextStarts)
    : Refusal(RefusalKind.Conflict, SlotRefusals.Unavailable.Code, SlotRefusals.Unavailable.Detail);
