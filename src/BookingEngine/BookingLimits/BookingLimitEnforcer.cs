using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.BookingLimits;

/// <summary>A request for a booking that counts against a customer's limits.</summary>
/// <param name="Decision">The id of the commit that a calendar decides with.</param>
/// <param name="Current">The booking's present time; null for a new booking.</param>
public sealed record LimitClaimRequest(UserId UserId, BookingId BookingId, Service Service, BookedInterval Time, CommitId Decision, ClaimedTime? Current);

/// <summary>Enforces a service's limits per customer. A claim counts before a calendar is asked, and until the calendar is known to have
/// refused. So no crash lets a customer exceed a limit, and none leaves a claim for a booking that does not exist.</summary>
public sealed class BookingLimitEnforcer(CommandExecutor executor, AggregateLoader loader, IIds ids)
{
    /// <summary>The time limit of a command that holds a claim.</summary>
    private static readonly Duration Deadline = Duration.FromSeconds(10);

    /// <summary>How long the claim counts after the deadline. The command's last append may arrive that late.</summary>
    private static readonly Duration Grace = Duration.FromSeconds(30);

    /// <summary>Runs a command within the limits. It claims first, and withdraws the claim if the command is refused.</summary>
    /// <param name="request">Null if no limit applies.</param>
    /// <param name="run">Its context has a deadline: after it the command appends nothing, and the claim may be settled.</param>
    /// <returns>What <paramref name="run"/> returns, or <see cref="LimitReached"/>.</returns>
    public async Task<Outcome<T>> WithinAsync<T>(
        LimitClaimRequest? request, CommandContext context, Func<CommandContext, Task<Outcome<T>>> run, CancellationToken cancellation)
    {
        if (request is null)
        {
            return await run(context);
        }

        var bounded = context.Attempt is not null
            ? context
            : context with { Attempt = new CommandAttempt(IsFirst: true, context.Now, Deadline: context.Now + Deadline) };
        if (await ClaimAsync(request, bounded, cancellation) is { } refusal)
        {
            return refusal;
        }

        var outcome = await run(bounded);
        if (outcome.Refusal is not null)
        {
            await RecordAsync(
                request.UserId, bounded, c => c.Find(request.BookingId)?.Pending?.Decision == request.Decision.Value,
                new LimitWithdrawn(request.BookingId));
        }

        return outcome;
    }

    public static Decision Claim(CustomerClaims customer, LimitClaimRequest request, PendingClaim pending, Instant now)
    {
        var (service, limits, known) = (request.Service.Id, request.Service.Limits, customer.Find(request.BookingId));
        var current = request.Current ?? (known is { Pending: null } ? known.Confirmed : null);
        ImmutableArray<IDomainEvent> missing = current is null || known?.Confirmed == current ? [] : [new LimitConfirmed(request.BookingId, service, current)];
        return request switch
        {
            _ when current == pending.Time => Decision.Of(missing),
            { Current: null } when customer.ActiveOf(service, now, request.BookingId) >= limits.Active => BookingRefusals.ActiveLimit(limits.Active.Value),
            _ when customer.CountOn(pending.Time.Day, service, request.BookingId) >= limits.PerDay => BookingRefusals.DayLimit(limits.PerDay.Value),
            _ => Decision.Of([.. missing, new LimitClaimed(request.BookingId, service, pending)]),
        };
    }

    /// <summary>Confirms the claim of a limited booking at its present time. This frees its earlier day at once.</summary>
    public Task ConfirmAsync(Booking booking, CommandContext context)
    {
        var time = ClaimedTime.Of(booking);
        return RecordAsync(
            booking.UserId, context, c => c.Find(booking.Id) is not { Pending: null } claim || claim.Confirmed != time,
            new LimitConfirmed(booking.Id, booking.ServiceId, time));
    }

    /// <summary>Releases the claim of a booking that was ended, within the same command. The customer can book another at once.</summary>
    /// <param name="ended">Does nothing for a refusal, or for a booking without limits.</param>
    public Task ReleaseAsync(Outcome<Booking> ended, CommandContext context) => ended.IsRefused(out _, out var booking) || !booking.IsLimited
        ? Task.CompletedTask
        : ReleaseAsync(booking, context);

    /// <summary>Releases the claim of a booking that will not take place.</summary>
    public Task ReleaseAsync(Booking booking, CommandContext context) =>
        RecordAsync(booking.UserId, context, c => c.Find(booking.Id) is not null, new LimitReleased(booking.Id));

    /// <summary>Settles a customer's expired claims: confirms each one that a calendar has recorded, and withdraws the others.</summary>
    /// <returns>How many claims had expired.</returns>
    public async Task<int> SettleAsync(UserId user, Instant now, CancellationToken cancellation)
    {
        var customer = (await loader.RefreshAsync<CustomerClaims>(CustomerClaims.StreamOf(user), cancellation)).State;
        var due = customer.Claims.Where(c => c.Value.Pending is { } pending && pending.Expires <= now).ToList();
        foreach (var (booking, claim) in due)
        {
            await SettleAsync(user, booking, claim, now, cancellation);
        }

        return due.Count;
    }

    private async Task SettleAsync(UserId user, BookingId booking, LimitClaim claim, Instant now, CancellationToken cancellation)
    {
        var pending = claim.Pending!;
        var recorded = await executor.FindRecordedAsync(new CommitId(pending.Decision), pending.Since, cancellation);
        var wasRecorded = recorded.Any(r => r.Event is BookingMade or BookingRescheduled or BookingMovedAway);
        await RecordAsync(
            user, new CommandContext(new CommitId(pending.Decision), now, Actor: null, pending.Decision.ToString()), c => c.Find(booking)?.Pending == pending,
            wasRecorded ? new LimitConfirmed(booking, claim.ServiceId, pending.Time) : new LimitWithdrawn(booking));
    }

    /// <summary>Null if the limits allow the booking. Then the claim is recorded.</summary>
    private async Task<Refusal?> ClaimAsync(LimitClaimRequest request, CommandContext context, CancellationToken cancellation)
    {
        var stream = CustomerClaims.StreamOf(request.UserId);
        var attempt = context.Attempt!;
        var pending = new PendingClaim(ClaimedTime.Of(request.Time), request.Decision.Value, attempt.FirstAt, attempt.Deadline + Grace);
        var refusal = await TryAsync();
        return refusal is not null && await SettleAsync(request.UserId, context.Now, cancellation) > 0 ? await TryAsync() : refusal;

        async Task<Refusal?> TryAsync() =>
            (await executor.ExecuteAsync<CustomerClaims>(stream, Step(context), c => Claim(c, request, pending, context.Now), cancellation)).Refusal;
    }

    // Each event is a commit of its own. The claims decide whether it is due, not an earlier attempt.
    private Task<Outcome<CustomerClaims>> RecordAsync(UserId user, CommandContext context, Func<CustomerClaims, bool> isDue, IDomainEvent domainEvent) =>
        executor.ExecuteAsync<CustomerClaims>(
            CustomerClaims.StreamOf(user), Step(context), customer => isDue(customer) ? Decision.Of(domainEvent) : Decision.Nothing, CancellationToken.None);

    private CommandContext Step(CommandContext context) => context with { CommitId = new CommitId(ids.Next()), Attempt = null };
}
