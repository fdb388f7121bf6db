using System.Collections.Immutable;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.BookingLimits.Periods;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;

namespace BookingEngine.BookingLimits.Several;

/// <summary>Enforces the limits for several bookings of one customer and service that one commit of a calendar decides about. Each stream of claims gets one
/// commit for all of them.</summary>
public sealed class ManyLimits(ClaimStreams streams, ClaimAlignment alignment, CustomerLimitCheck customers, BookingCounter counter, CatalogueCache catalogue)
{
    /// <summary>Runs a command within the limits.</summary>
    /// <param name="subjects">All with the same customer, service and decision.</param>
    /// <param name="skips">Whether bookings that a limit refuses are left out. If not, the command is refused with all reasons.</param>
    /// <param name="run">Gets what the limits refuse.</param>
    /// <param name="recorded">The bookings that the calendar has recorded. The claims of the others are withdrawn.</param>
    public async Task<Outcome<T>> WithinAsync<T>(
        IReadOnlyList<LimitSubject> subjects, bool skips, CommandContext context,
        Func<IReadOnlyDictionary<BookingId, Refusal>, CommandContext, Task<Outcome<T>>> run, Func<T, IReadOnlySet<BookingId>> recorded,
        CancellationToken cancellation)
    {
        var byStream = await RequestsAsync(subjects, context, cancellation);
        if (byStream.Count == 0)
        {
            return await run(ImmutableDictionary<BookingId, Refusal>.Empty, context);
        }

        var step = BookingLimitEnforcer.Bounded(context);
        if (await CountAsync(subjects, step, cancellation) is { } interrupted)
        {
            return interrupted;
        }

        var refused = await ClaimAsync(byStream, subjects[0].Decision, step, cancellation);
        var outcome = await run(refused, step);
        if (outcome.Refusal == BookingRefusals.ServiceChanging)
        {
            catalogue.Invalidate(subjects[0].Service.Id);
        }

        var kept = outcome.IsRefused(out _, out var result) ? ImmutableHashSet<BookingId>.Empty : recorded(result);
        await WithdrawAsync(byStream, subjects[0].Decision, kept, step);
        return outcome;
    }

    /// <summary>What the limits would refuse. Claims nothing.</summary>
    public async Task<IReadOnlyDictionary<BookingId, Refusal>> FindRefusedAsync(
        IReadOnlyList<LimitSubject> subjects, CommandContext context, CancellationToken cancellation)
    {
        var refused = new Dictionary<BookingId, Refusal>();
        foreach (var (stream, requests) in await RequestsAsync(subjects, context, cancellation))
        {
            var claims = await streams.ReadAsync(stream, cancellation);
            ManyClaims.Fold(claims, requests, PendingOf(subjects[0].Decision, BookingLimitEnforcer.Bounded(context)), context.Now, refused);
        }

        return refused;
    }

    private async Task<IReadOnlyDictionary<BookingId, Refusal>> ClaimAsync(
        IReadOnlyList<(StreamName Stream, IReadOnlyList<LimitClaimRequest> Requests)> byStream, CommitId decision, CommandContext context,
        CancellationToken cancellation)
    {
        var refused = new Dictionary<BookingId, Refusal>();
        foreach (var (stream, requests) in byStream)
        {
            var before = refused.ToDictionary();
            await ClaimAsync(stream, requests);
            if (refused.Count > before.Count && await alignment.SettleAsync(stream, context.Now, cancellation) > 0)
            {
                refused = before;
                await ClaimAsync(stream, requests);
            }
        }

        return refused;

        async Task ClaimAsync(StreamName stream, IReadOnlyList<LimitClaimRequest> requests)
        {
            var known = refused.ToDictionary();
            await streams.DecideAsync(stream, context, Decide, cancellation);

            // May run again on newer claims.
            Decision Decide(ClaimSet claims)
            {
                refused = known.ToDictionary();
                return new Decision(ManyClaims.Fold(claims, requests, PendingOf(decision, context), context.Now, refused), null);
            }
        }
    }

    private async Task WithdrawAsync(
        IReadOnlyList<(StreamName Stream, IReadOnlyList<LimitClaimRequest> Requests)> byStream, CommitId decision, IReadOnlySet<BookingId> kept,
        CommandContext context)
    {
        foreach (var (stream, requests) in byStream)
        {
            if (requests.Any(request => !kept.Contains(request.BookingId)))
            {
                await streams.DecideAsync(
                    stream, context,
                    claims => new Decision(
                        [.. requests.Where(r => !kept.Contains(r.BookingId) && claims.Find(r.BookingId)?.Pending?.Decision == decision.Value)
                            .Select(r => new LimitWithdrawn(r.BookingId))],
                        null),
                    CancellationToken.None);
            }
        }
    }

    private async Task<Refusal?> CountAsync(IReadOnlyList<LimitSubject> subjects, CommandContext context, CancellationToken cancellation)
    {
        foreach (var period in subjects.SelectMany(s => PeriodStream.Of(s.Service, s.ServiceTime.Day)).Distinct())
        {
            if (await counter.CountAsync(subjects[0].Service, period, context, cancellation) is { } interrupted)
            {
                return interrupted;
            }
        }

        return null;
    }

    private async Task<IReadOnlyList<(StreamName Stream, IReadOnlyList<LimitClaimRequest> Requests)>> RequestsAsync(
        IReadOnlyList<LimitSubject> subjects, CommandContext context, CancellationToken cancellation)
    {
        var ofCustomer = await customers.RequestsAsync(subjects, context.Now, cancellation);
        var ofPeriods = subjects.SelectMany(s => PeriodStream.Of(s.Service, s.ServiceTime.Day).Select(p => BookingLimitEnforcer.RequestOf(s, p, context.Now)));
        return [.. ofCustomer.Concat(ofPeriods).GroupBy(r => r.Stream).Select(g => (g.Key, (IReadOnlyList<LimitClaimRequest>)[.. g]))];
    }

    private static Func<LimitClaimRequest, PendingClaim> PendingOf(CommitId decision, CommandContext context) => request =>
        new PendingClaim(request.Time, decision.Value, context.Attempt!.FirstAt, context.Attempt.Deadline + BookingLimitEnforcer.Grace);
}
