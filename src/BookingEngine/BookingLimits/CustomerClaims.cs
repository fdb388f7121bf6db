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

/// <summary>A customer's wish to have a booking that counts against a limit.</summary>
/// <param name="Decision">The commit by which a calendar will give the time.</param>
/// <param name="Now">The time that the booking has already; null for a new one.</param>
public sealed record LimitClaimRequest(UserId UserId, BookingId BookingId, Service Service, BookedInterval Time, CommitId Decision, ClaimedTime? Now);

/// <summary>Claims bookings against what a service allows one customer. A claim counts from before its calendar is asked until that is known to have
/// refused, so that whatever crashes in between no customer has more than the limit, and none is held to a booking that never was.</summary>
public sealed class CustomerClaims(CommandExecutor executor, AggregateLoader loader, IIds ids)
{
    /// <summary>How long a command may take to ask its calendars.</summary>
    private static readonly Duration Deadline = Duration.FromSeconds(10);

    /// <summary>How much longer its claim stands, should its last word to a calendar be on the way that long.</summary>
    private static readonly Duration Grace = Duration.FromSeconds(30);

    /// <summary>The command as one that appends nothing once its claim may be settled.</summary>
    public static CommandContext Bounded(CommandContext context) => context.Attempt is not null
        ? context
        : context with { Attempt = new CommandAttempt(IsFirst: true, context.Now, Deadline: context.Now + Deadline) };

    /// <summary>Null where the limits allow it, and it is claimed.</summary>
    /// <param name="context">A bounded one.</param>
    public async Task<Refusal?> ClaimAsync(LimitClaimRequest wish, CommandContext context, CancellationToken cancellation)
    {
        var stream = Customer.StreamOf(wish.UserId);
        var attempt = context.Attempt!;
        var wanted = new WantedTime(ClaimedTime.Of(wish.Time), wish.Decision.Value, attempt.FirstAt, attempt.Deadline + Grace);
        var refusal = await TryAsync();
        return refusal is not null && await SettleAsync(wish.UserId, context.Now, cancellation) > 0 ? await TryAsync() : refusal;

        async Task<Refusal?> TryAsync() =>
            (await executor.ExecuteAsync<Customer>(stream, Step(context), c => Claim(c, wish, wanted, context.Now), cancellation)).Refusal;
    }

    public static Decision Claim(Customer customer, LimitClaimRequest wish, WantedTime wanted, Instant now)
    {
        var (service, limits, known) = (wish.Service.Id, wish.Service.Limits, customer.Claims.GetValueOrDefault(wish.BookingId));
        var has = wish.Now ?? (known is { Wanted: null } ? known.Had : null);
        ImmutableArray<IDomainEvent> late = has is null || known?.Had == has ? [] : [new LimitConfirmed(wish.BookingId, service, has)];
        return wish switch
        {
            _ when has == wanted.Time => Decision.Of(late),
            { Now: null } when customer.ActiveOf(service, now, wish.BookingId) >= limits.Active => BookingRefusals.ActiveLimit(limits.Active.Value),
            _ when customer.CountOn(wanted.Time.Day, service, wish.BookingId) >= limits.PerDay => BookingRefusals.DayLimit(limits.PerDay.Value),
            _ => Decision.Of([.. late, new LimitClaimed(wish.BookingId, service, wanted)]),
        };
    }

    /// <summary>No calendar gave the time.</summary>
    public Task WithdrawAsync(LimitClaimRequest wish, CommandContext context) => RecordAsync(
        wish.UserId, context, c => c.Claims.GetValueOrDefault(wish.BookingId)?.Wanted?.Decision == wish.Decision.Value, new LimitWithdrawn(wish.BookingId));

    /// <summary>A calendar gave the time.</summary>
    public Task ConfirmAsync(UserId user, BookingId booking, ServiceId service, ClaimedTime time, CommandContext context) => RecordAsync(
        user, context, c => c.Claims.GetValueOrDefault(booking) is not { Wanted: null } claim || claim.Had != time, new LimitConfirmed(booking, service, time));

    /// <summary>Releases the claim of a booking that was ended, in the command that ended it: another can be booked in its place at once.</summary>
    /// <param name="ended">Nothing is done where it is a refusal, or the booking counts against no limit.</param>
    public Task ReleaseAsync(Outcome<Booking> ended, CommandContext context) => ended.IsRefused(out _, out var booking) || !booking.IsLimited
        ? Task.CompletedTask
        : ReleaseAsync(booking.UserId, booking.Id, context);

    /// <summary>The booking will not take place.</summary>
    public Task ReleaseAsync(UserId user, BookingId booking, CommandContext context) =>
        RecordAsync(user, context, c => c.Claims.ContainsKey(booking), new LimitReleased(booking));

    /// <summary>Confirms or withdraws the claims of a customer that have expired, by what the calendars have recorded.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> SettleAsync(UserId user, Instant now, CancellationToken cancellation)
    {
        var customer = (await loader.RefreshAsync<Customer>(Customer.StreamOf(user), cancellation)).State;
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
        var context = new CommandContext(new CommitId(wanted.Decision), now, Actor: null, wanted.Decision.ToString())
        {
            Attempt = new CommandAttempt(IsFirst: false, wanted.Since, Deadline: Instant.MaxValue),
        };
        var recorded = await executor.FindEarlierAsync(context, cancellation);
        var wasGiven = recorded.Any(r => r.Event is BookingMade or BookingRescheduled or BookingMovedAway);
        await RecordAsync(
            user, context, c => c.Claims.GetValueOrDefault(booking)?.Wanted == wanted,
            wasGiven ? new LimitConfirmed(booking, claim.ServiceId, wanted.Time) : new LimitWithdrawn(booking));
    }

    // Decided by what is claimed, and not by who has asked before: each is a commit of its own.
    private Task<Outcome<Customer>> RecordAsync(UserId user, CommandContext context, Func<Customer, bool> isDue, IDomainEvent domainEvent) =>
        executor.ExecuteAsync<Customer>(
            Customer.StreamOf(user), Step(context), customer => isDue(customer) ? Decision.Of(domainEvent) : Decision.Nothing, CancellationToken.None);

    private CommandContext Step(CommandContext context) => context with { CommitId = new CommitId(ids.Next()), Attempt = null };
}
