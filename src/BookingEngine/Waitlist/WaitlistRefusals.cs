using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Waitlist;

public static class WaitlistRefusals
{
    public static readonly Refusal Full = new(
        RefusalKind.Conflict, "waitlist_full",
        $"You wait for {CustomerPlaces.Maximum} appointments already, the maximum. Leave a waitlist, or wait until one has ended.");

    public static readonly Refusal ServiceFull = new(
        RefusalKind.Conflict, "service_waitlist_full",
        $"{ServiceWaitlist.Maximum} customers wait for this service already, the maximum. Try again later, or choose another service.");

    public static readonly Refusal NotFound = new(RefusalKind.NotFound, "not_found", "There is no entry of a waitlist with this id.");

    /// <summary>There is nothing to take or refuse.</summary>
    public static readonly Refusal NoOffer = new(
        RefusalKind.Conflict, "no_offer", "No slot is offered to this entry at present. You get a mail when one is.");

    public static readonly Refusal Closed = new(
        RefusalKind.Conflict, "waitlist_closed", "This entry of the waitlist has ended. Join again if you still wait.");

    /// <summary>There is no such weekday or time in the range.</summary>
    public static readonly Refusal NeverMet = new(
        RefusalKind.Rule, "wish_never_met", "The range has no start on these weekdays at these times. Choose other `weekdays` or `times`, or a longer range.");

    /// <summary>The range of the wish is over, or empty.</summary>
    public static readonly Refusal InThePast = new(
        RefusalKind.Rule, SlotRefusals.InThePast.Code, "The range is over. Choose a `to` that is later.");

    /// <summary>The wish would be stored for years.</summary>
    public static readonly Refusal TooFarAhead = new(
        RefusalKind.Rule, SlotRefusals.Horizon.Code, "The range ends too far ahead. Choose a `to` that is at most ten years from now.");
}

/// <summary>Nobody needs to wait: these starts are free.</summary>
public sealed record SlotsAvailable(IReadOnlyList<Instant> NextStarts) : Refusal(
    RefusalKind.Conflict, "slots_available", "There are free slots that you can book now: see `next_starts`.");
