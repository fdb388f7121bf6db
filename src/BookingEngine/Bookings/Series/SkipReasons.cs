using BookingEngine.Slots;
using BookingEngine.Times;

namespace BookingEngine.Bookings.Series;

/// <summary>The reasons for which a time of a series is not possible. Other refusals concern the whole series.</summary>
internal static class SkipReasons
{
    /// <summary>The clocks skip the local time.</summary>
    public const string Gap = LocalTimes.Invalid;

    /// <summary>Too late: within the notice, or in the past.</summary>
    public const string Notice = "notice";

    /// <summary>A hold, or a reservation that may end soon.</summary>
    public const string Held = "held";

    /// <summary>The booking has changed meanwhile, or is at another resource.</summary>
    public const string Changed = "changed";

    /// <summary>Whether a calendar that refuses what it had when it was read has lost a race: then other times or resources may be possible.</summary>
    public static bool IsOfRace(Refusal refusal) => Of(refusal) is not null || refusal == BookingRefusals.ResourceMoving;

    /// <summary>Null for a refusal of the whole series.</summary>
    public static string? Of(Refusal refusal) => refusal switch
    {
        _ when refusal == SlotRefusals.OutsideValidity => "validity",
        _ when refusal == SlotRefusals.OutsideHours => "closed",
        _ when refusal == SlotRefusals.OffGrid => "off_grid",
        _ when refusal == SlotRefusals.MinimumNotice || refusal == SlotRefusals.InThePast => Notice,
        _ when refusal == SlotRefusals.Horizon || refusal == SlotRefusals.OutOfRange => "horizon",
        _ when refusal is LimitReached || refusal == SlotRefusals.Limit || refusal == SlotRefusals.BookingLimit => "limit",
        _ when refusal == SlotRefusals.CustomerBusy => "busy",
        _ when refusal == SlotRefusals.External => "external",
        _ when refusal == SlotRefusals.Held => Held,
        _ when refusal.Code == SlotRefusals.Unavailable.Code || refusal == SlotRefusals.NotEnoughPlaces => "taken",
        _ when refusal == BookingRefusals.CancellationWindow || refusal == BookingRefusals.RescheduleWindow => Notice,
        _ when refusal == BookingRefusals.Changed || refusal.Code == BookingRefusals.WrongState(default).Code => Changed,
        _ => null,
    };
}
