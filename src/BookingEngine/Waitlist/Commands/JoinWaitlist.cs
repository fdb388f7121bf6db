using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.Guests;
using BookingEngine.Hours;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Waitlist.Commands;

/// <param name="UserId">The customer. Ignored for a guest.</param>
/// <param name="From">A date, or an instant, as in all ranges.</param>
/// <param name="To">Excluded. At most 92 days later.</param>
public sealed record JoinWaitlist(UserId UserId, ServiceId ServiceId, RangeBound From, RangeBound To)
{
    /// <summary>Null for any resource of the service.</summary>
    public ResourceId? ResourceId { get; init; }

    /// <inheritdoc cref="Wish.Weekdays"/>
    public ImmutableArray<IsoDayOfWeek> Weekdays { get; init; } = [];

    /// <inheritdoc cref="Wish.Times"/>
    public ImmutableArray<HoursInterval> Times { get; init; } = [];

    public int Quantity { get; init; } = 1;

    /// <inheritdoc cref="Wish.Length"/>
    public Duration? Length { get; init; }

    /// <summary>Whom staff let wait; null for a customer with an account.</summary>
    public Guest? Guest { get; init; }

    /// <inheritdoc cref="WaitlistEntry.Languages"/>
    public string? Languages { get; init; }
}

/// <summary>Adds an entry to the waitlist of a service. The caller has checked who may. Its id follows from the command's, so a retry finds it.</summary>
public sealed class JoinWaitlistHandler
{
    /// <returns>The entry, or a refusal: <see cref="SlotsAvailable"/>, <see cref="WaitlistRefusals.Full"/>, <see cref="WaitlistRefusals.InThePast"/>, and those
    /// of a search for the same times.</returns>
    public Task<Outcome<WaitlistEntry>> HandleAsync(JoinWaitlist command, CommandContext context, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
