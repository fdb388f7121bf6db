using BookingEngine.Holds;
using BookingEngine.PublicBookings;

namespace BookingEngine.Functions.PublicBookings;

/// <summary>Places, extends and releases the holds of visitors, for routes and pages alike.</summary>
public sealed class VisitorHolds(PublicBookingGate gate, PlaceHoldHandler placing, ReleaseHoldHandler releasing, ExtendHoldHandler extension)
{
    /// <param name="replaced">The visitor's former hold, which is released first; null for none.</param>
    /// <param name="command">Its owner is the caller.</param>
    public async Task<Outcome<(Hold Hold, string Token)>> PlaceAsync(ApiCall call, PlaceHold command, VisitorHold? replaced)
    {
        if (replaced is not null)
        {
            await ReleaseAsync(call, replaced);
        }

        var owner = await gate.VisitorAsync(call);
        var outcome = await placing.HandleAsync(command with { UserId = owner, IsOfVisitor = true }, call.Command, call.Cancellation);
        return outcome.IsRefused(out var refusal, out var hold)
            ? refusal
            : (hold, gate.TokenOf(new VisitorHold(hold.Id, owner, call.Now, command.Length)));
    }

    /// <summary>Once, by the hold's own length. Again it changes nothing.</summary>
    public Task<Outcome<Hold>> ExtendAsync(ApiCall call, VisitorHold hold) =>
        extension.HandleAsync(new ExtendHold(hold.Id, hold.Owner, hold.ExtendedUntil), call.Command, call.Cancellation);

    // Its own commit: the request's is for the new hold.
    public Task ReleaseAsync(ApiCall call, VisitorHold hold) => releasing.HandleAsync(
        new ReleaseHold(hold.Id, hold.Owner), call.Command with { CommitId = new(call.Command.CommitId.Derive("release")) }, call.Cancellation);
}
