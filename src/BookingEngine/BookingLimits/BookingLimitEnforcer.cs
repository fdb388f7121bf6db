using System.Collections.Immutable;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.BookingLimits.Periods;
using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.BookingLimits;

/// <summary>Enforces the limits that span calendars: of a service per customer, and of a service per period. A claim counts before a calendar
/// is asked, and until the calendar is known to have refused. So no crash lets a limit be exceeded, and none leaves a claim for a booking
/// that does not exist.</summary>
public sealed class BookingLimitEnforcer(
    ClaimStreams streams, ClaimAlignment alignment, CustomerLimitCheck customers, BookingCounter counter, CatalogueCache catalogue)
{
    /// <summary>The time limit of a command that holds a claim.</summary>
    private static readonly Duration Deadline = Duration.FromSeconds(10);

    /// <summary>How long the claim counts after the deadline. The command's last append may arrive that late.</summary>
    internal static readonly Duration Grace = Duration.FromSeconds(30);

    /// <summary>Whether it refuses all resources alike.</summary>
    public static bool AppliesToAllResources(Refusal refusal) => refusal is LimitReached or HoldLimitReached || refusal == SlotRefusals.CustomerBusy;

    /// <summary>Runs a command within the limits. It claims first, and withdraws the claims if the command is refused. Without limits it only
    /// runs the command.</summary>
    /// <param name="run">If there are claims, its context has a deadline: after it the command appends nothing, and the claims may be
    /// settled.</param>
    /// <returns>What <paramref name="run"/> returns, or the refusal of a limit.</returns>
    public async Task<Outcome<T>> WithinAsync<T>(
        LimitSubject subject, CommandContext context, Func<CommandContext, Task<Outcome<T>>> run, CancellationToken cancellation)
    {
        var outcome = await RunAsync(subject, context, run, cancellation);
        if (outcome.Refusal == BookingRefusals.ServiceChanging)
        {
            catalogue.Invalidate(subject.Service.Id);
        }

        return outcome;
    }

    /// <summary>With a deadline, after which the command appends nothing.</summary>
    internal static CommandContext Bounded(CommandContext context) => context.Attempt is not null
        ? context
        : context with { Attempt = new CommandAttempt(IsFirst: true, context.Now, Deadline: context.Now + Deadline) };

    private async Task<Outcome<T>> RunAsync<T>(
        LimitSubject subject, CommandContext context, Func<CommandContext, Task<Outcome<T>>> run, CancellationToken cancellation)
    {
        var periods = PeriodStream.Of(subject.Service, subject.ServiceTime.Day);
        var ofCustomer = await customers.RequestAsync(subject, context.Now, cancellation);
        if (ofCustomer is null && periods.IsEmpty)
        {
            return await run(context);
        }

        foreach (var period in periods)
        {
            if (await counter.CountAsync(subject.Service, period, context, cancellation) is { } interrupted)
            {
                return interrupted;
            }
        }

        ImmutableArray<LimitClaimRequest> requests =
            [.. ofCustomer is null ? [] : new[] { ofCustomer }, .. periods.Select(period => RequestOf(subject, period, context.Now))];
        var bounded = Bounded(context);
        var outcome = await ClaimAndRunAsync(requests, subject.Decision, bounded, run, cancellation);
        if (outcome.Refusal is not null && subject.Current is { } current)
        {
            // The claim may have been confirmed by a read model that was behind.
            await alignment.AlignAsync(subject, [current.Day, subject.ServiceTime.Day], bounded);
        }

        return outcome;
    }

    private async Task<Outcome<T>> ClaimAndRunAsync<T>(
        ImmutableArray<LimitClaimRequest> requests, CommitId decision, CommandContext context, Func<CommandContext, Task<Outcome<T>>> run,
        CancellationToken cancellation)
    {
        List<LimitClaimRequest> claimed = [];
        Refusal? refusal = null;
        foreach (var request in requests)
        {
            var pending = new PendingClaim(request.Time, decision.Value, context.Attempt!.FirstAt, context.Attempt.Deadline + Grace);
            if ((refusal = await ClaimAsync(request, pending, context, cancellation)) is not null)
            {
                break;
            }

            claimed.Add(request);
        }

        var outcome = refusal is null ? await run(context) : refusal;
        if (outcome.Refusal is not null)
        {
            foreach (var request in claimed)
            {
                await streams.RecordAsync(
                    request.Stream, context, c => c.Find(request.BookingId)?.Pending?.Decision == decision.Value,
                    new LimitWithdrawn(request.BookingId) { IsOffer = request.Time.IsOffer });
            }
        }

        return outcome;
    }

    /// <summary>Null if the limits allow the booking. Then the claim is recorded.</summary>
    private async Task<Refusal?> ClaimAsync(LimitClaimRequest request, PendingClaim pending, CommandContext context, CancellationToken cancellation)
    {
        var refusal = await streams.ClaimAsync(request, pending, context, cancellation);
        return refusal is not null && await alignment.SettleAsync(request.Stream, context.Now, cancellation) > 0
            ? await streams.ClaimAsync(request, pending, context, cancellation)
            : refusal;
    }

    internal static LimitClaimRequest RequestOf(LimitSubject subject, PeriodStream period, Instant now)
    {
        var (time, limits) = (subject.ServiceTime, subject.Service.BookingLimits!.Value);
        return new(period.Stream, subject.Id, subject.Service.Id, time, subject.CurrentIn(period), claims => subject.IsOverride ? null : Check(claims));

        Refusal? Check(ClaimSet claims)
        {
            var state = new ServiceClaims(claims, subject.Service.Version);
            var use = new PeriodUse([.. limits.Where(period.Decides)], (limit, firstDay) => state.CountedIn(firstDay, limit.LastDay(firstDay), now));
            return use.IsExceededBy(time.CountedAs(subject.Id)) ? SlotRefusals.BookingLimit : null;
        }
    }
}
