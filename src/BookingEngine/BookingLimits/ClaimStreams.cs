using BookingEngine.Aggregates;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.BookingLimits.Periods;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.BookingLimits;

/// <summary>Records claims in the streams of customers and of periods.</summary>
public sealed class ClaimStreams(CommandExecutor executor, AggregateLoader loader, IIds ids)
{
    /// <summary>Null if the limits allow the booking. Then the claim is recorded.</summary>
    public Task<Refusal?> ClaimAsync(LimitClaimRequest request, PendingClaim pending, CommandContext context, CancellationToken cancellation) =>
        RunAsync(request.Stream, context, claims => request.Claim(claims, pending, context.Now), cancellation);

    /// <summary>Decides about several claims in one commit.</summary>
    public Task<Refusal?> DecideAsync(StreamName stream, CommandContext context, Func<ClaimSet, Decision> decide, CancellationToken cancellation) =>
        RunAsync(stream, context, decide, cancellation);

    /// <summary>Each event is a commit of its own. The claims decide whether it is due, not an earlier attempt.</summary>
    /// <returns>Whether it was due.</returns>
    public async Task<bool> RecordAsync(StreamName stream, CommandContext context, Func<ClaimSet, bool> isDue, IDomainEvent domainEvent)
    {
        var wasDue = false;
        await RunAsync(
            stream, context, claims => (wasDue = isDue(claims)) ? Decision.Of(domainEvent) : Decision.Nothing, CancellationToken.None);
        return wasDue;
    }

    /// <summary>Settles the expired claims of a stream: confirms each one that a calendar has recorded, and withdraws the others.</summary>
    /// <returns>Those whose claims had expired.</returns>
    public async Task<IReadOnlyList<BookingId>> SettleAsync(StreamName stream, Instant now, CancellationToken cancellation)
    {
        var due = (await ReadAsync(stream, cancellation)).ById.Where(c => c.Value.Pending is { } pending && pending.Expires <= now).ToList();
        foreach (var (booking, claim) in due)
        {
            await SettleAsync(stream, booking, claim, now, cancellation);
        }

        return [.. due.Select(c => c.Key)];
    }

    /// <summary>The claims as the store has them now.</summary>
    public async Task<ClaimSet> ReadAsync(StreamName stream, CancellationToken cancellation) => IsOfCustomer(stream)
        ? (await loader.RefreshAsync<CustomerClaims>(stream, cancellation)).State.Claims
        : (await loader.RefreshAsync<ServiceClaims>(stream, cancellation)).State.Claims;

    private async Task SettleAsync(StreamName stream, BookingId booking, LimitClaim claim, Instant now, CancellationToken cancellation)
    {
        var pending = claim.Pending!;
        var recorded = await executor.FindRecordedAsync(new CommitId(pending.Decision), pending.Since, cancellation);
        var wasRecorded = recorded.Any(r => r.Event is HoldPlaced || (r.Event is BookingMade or BookingRescheduled or BookingMovedAway && ((IBookingEvent)r.Event).BookingId == booking));
        await RecordAsync(
            stream, new CommandContext(new CommitId(pending.Decision), now, Actor: null, pending.Decision.ToString()), c => c.Find(booking)?.Pending == pending,
            wasRecorded ? new LimitConfirmed(booking, claim.ServiceId, pending.Time) : new LimitWithdrawn(booking) { IsOffer = pending.Time.IsOffer });
    }

    private Task<Refusal?> RunAsync(StreamName stream, CommandContext context, Func<ClaimSet, Decision> decide, CancellationToken cancellation) =>
        IsOfCustomer(stream) ? RunAsync<CustomerClaims>(stream, context, decide, cancellation) : RunAsync<ServiceClaims>(stream, context, decide, cancellation);

    private async Task<Refusal?> RunAsync<T>(StreamName stream, CommandContext context, Func<ClaimSet, Decision> decide, CancellationToken cancellation)
        where T : IClaimAggregate<T>
    {
        var step = context with { CommitId = new CommitId(ids.Next()), Attempt = null };
        return (await executor.ExecuteAsync<T>(stream, step, state => decide(state.Claims), cancellation)).Refusal;
    }

    private static bool IsOfCustomer(StreamName stream) => stream.Category == CustomerClaims.Category;
}
