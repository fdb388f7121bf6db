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

/// <summary>A customer asks for a booking that counts against a limit.</summary>
/// <param name="Decision">The commit by which a calendar will give the time.</param>
/// <param name="Current">The time that the booking has already; null for a new booking.</param>
public sealed record LimitClaimRequest(UserId UserId, BookingId BookingId, Service Service, BookedInterval Time, CommitId Decision, ClaimedTime? Current);

/// <summary>Enforces the service's limits per customer. A claim counts from before its calendar is asked until the calendar is known to have
/// refused. So no crash lets a customer exceed a limit, and no crash leaves a customer with a claim for a booking that was never made.</summary>
public sealed class BookingLimitEnforcer(CommandExecutor executor, AggregateLoader loader, IIds ids)
{
    /// <summary>How long a command may take to ask its calendars.</summary>
    private static readonly Duration Deadline = Duration.FromSeconds(10);

    /// <summary>How much longer its claim counts: its last append may take that long to arrive.</summary>
    private static readonly Duration Grace = Duration.FromSeconds(30);

    /// <summary>Runs a command within the limits: claims first, and withdraws the claim if the command is refused.</summary>
    /// <param name="request">Null if no limit applies.</param>
    /// <param name="run">Gets a context that appends nothing once its claim may be settled.</param>
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
            await WithdrawAsync(request);
        }

        return outcome;

        Task WithdrawAsync(LimitClaimRequest claim) => RecordAsync(
            claim.UserId, bounded, c => c.Of(claim.BookingId)?.Wanted?.Decision == claim.Decision.Value, new LimitWithdrawn(claim.BookingId));
    }

    public static Decision Claim(CustomerClaims customer, LimitClaimRequest request, WantedTime wanted, Instant now)
    {
        var (service, limits, known) = (request.Service.Id, request.Service.Limits, customer.Of(request.BookingId));
        var current = request.Current ?? (known is { Wanted: null } ? known.Had : null);
        ImmutableArray<IDomainEvent> late = current is null || known?.Had == current ? [] : [new LimitConfirmed(request.BookingId, service, current)];
        return request switch
        {
            _ when current == wanted.Time => Decision.Of(late),
            { Current: null } when customer.ActiveOf(service, now, request.BookingId) >= limits.Active => BookingRefusals.ActiveLimit(limits.Active.Value),
            _ when customer.CountOn(wanted.Time.Day, service, request.BookingId) >= limits.PerDay => BookingRefusals.DayLimit(limits.PerDay.Value),
            _ => Decision.Of([.. late, new LimitClaimed(request.BookingId, service, wanted)]),
        };
    }

    /// <summary>Confirms the claim of a limited booking at the time that it has now: its earlier day is free at once.</summary>
    public Task ConfirmAsync(Booking booking, CommandContext context)
    {
        var time = ClaimedTime.Of(booking);
        return RecordAsync(
            booking.UserId, context, c => c.Of(booking.Id) is not { Wanted: null } claim || claim.Had != time,
            new LimitConfirmed(booking.Id, booking.ServiceId, time));
    }

    /// <summary>Releases the claim of a booking that was ended, in the command that ended it: another can be booked in its place at once.</summary>
    /// <param name="ended">Nothing is done for a refusal, or for a booking without limits.</param>
    public Task ReleaseAsync(Outcome<Booking> ended, CommandContext context) => ended.IsRefused(out _, out var booking) || !booking.IsLimited
        ? Task.CompletedTask
        : ReleaseAsync(booking, context);

    /// <summary>Releases the claim of a booking that will not take place.</summary>
    public Task ReleaseAsync(Booking booking, CommandContext context) =>
        RecordAsync(booking.UserId, context, c => c.Of(booking.Id) is not null, new LimitReleased(booking.Id));

    /// <summary>Confirms or withdraws the claims of a customer that have expired, by what the calendars have recorded.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> SettleAsync(UserId user, Instant now, CancellationToken cancellation)
    {
        var customer = (await loader.RefreshAsync<CustomerClaims>(CustomerClaims.StreamOf(user), cancellation)).State;
        var due = customer.Claims.Where(c => c.Value.Wanted is { } wanted && wanted.Expires <= now).ToList();
        foreach (var (booking, claim) in due)
        {
            await SettleAsync(user, booking, claim, now, cancellation);
        }

        return due.Count;
    }

    private async Task SettleAsync(UserId user, BookingId booking, LimitClaim claim, Instant now, CancellationToken cancellation)
    {
        var wanted = claim.Wanted!;
        var recorded = await executor.FindRecordedAsync(new CommitId(wanted.Decision), wanted.Since, cancellation);
        var wasGiven = recorded.Any(r => r.Event is BookingMade or BookingRescheduled or BookingMovedAway);
        await RecordAsync(
            user, new CommandContext(new CommitId(wanted.Decision), now, Actor: null, wanted.Decision.ToString()), c => c.Of(booking)?.Wanted == wanted,
            wasGiven ? new LimitConfirmed(booking, claim.ServiceId, wanted.Time) : new LimitWithdrawn(booking));
    }

    /// <summary>Null if the limits allow it, and then it is claimed.</summary>
    private async Task<Refusal?> ClaimAsync(LimitClaimRequest request, CommandContext context, CancellationToken cancellation)
    {
        var stream = CustomerClaims.StreamOf(request.UserId);
        var attempt = context.Attempt!;
        var wanted = new WantedTime(ClaimedTime.Of(request.Time), request.Decision.Value, attempt.FirstAt, attempt.Deadline + Grace);
        var refusal = await TryAsync();
        return refusal is not null && await SettleAsync(request.UserId, context.Now, cancellation) > 0 ? await TryAsync() : refusal;

        async Task<Refusal?> TryAsync() =>
            (await executor.ExecuteAsync<CustomerClaims>(stream, Step(context), c => Claim(c, request, wanted, context.Now), cancellation)).Refusal;
    }

    // What is claimed decides, not who has asked before: each is a commit of its own.
    private Task<Outcome<CustomerClaims>> RecordAsync(UserId user, CommandContext context, Func<CustomerClaims, bool> isDue, IDomainEvent domainEvent) =>
        executor.ExecuteAsync<CustomerClaims>(
            CustomerClaims.StreamOf(user), Step(context), customer => isDue(customer) ? Decision.Of(domainEvent) : Decision.Nothing, CancellationToken.None);

    private CommandContext Step(CommandContext context) => context with { CommitId = new CommitId(ids.Next()), Attempt = null };
}
