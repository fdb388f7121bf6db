using System.Collections.Immutable;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Holds;

/// <param name="Length">How long it blocks the slot for others.</param>
public sealed record PlaceHold(UserId UserId, SlotInput When, Duration Length)
{
    /// <summary>The role in which it is placed. The limits of customers do not apply to the holds of staff, who hold for others.</summary>
    public Role Role { get; init; } = Role.Customer;

    /// <summary>Whether the owner is a visitor: see <see cref="LimitSubject.IsOfVisitor"/>.</summary>
    public bool IsOfVisitor { get; init; }

    public ServiceId ServiceId { get; init; } = DefaultCatalogue.Service;

    /// <summary>Null for any resource of the service.</summary>
    public ResourceId? ResourceId { get; init; }

    /// <summary>For a service that takes several resources: those that must be among them, besides <see cref="ResourceId"/>.</summary>
    public IReadOnlyList<ResourceId> ResourceIds { get; init; } = [];

    /// <summary>The number of seats.</summary>
    public int Quantity { get; init; } = 1;

    /// <summary>The length of the appointment; null for the service's duration.</summary>
    public Duration? ServiceLength { get; init; }

    /// <summary>For whom the waitlist places it, in one decision for exactly these resources: the context has its id. Null for another hold.</summary>
    public OfferedTo? Offer { get; init; }
}

/// <summary>A hold as its owner sees it.</summary>
public sealed record Hold(HoldId Id, ServiceId ServiceId, BookedInterval Time, int Quantity, Instant Expires)
{
    /// <summary>All its resources; null for a hold of one.</summary>
    public ImmutableArray<BookedResource>? Resources { get; init; }

    /// <summary>The segments of a visit; null for another hold.</summary>
    public ImmutableArray<BookedSegment>? Segments { get; init; }

    /// <summary>The resource, or the first need's.</summary>
    public ResourceId ResourceId => Resources is [var first, ..] ? first.ResourceId : Id.ResourceId;

    /// <param name="placed">A <see cref="HoldPlaced"/>.</param>
    public static Hold Of(RecordedEvent placed)
    {
        var e = (HoldPlaced)placed.Event;
        return new(new HoldId(ResourceId.Of(placed.Stream.Id), e.HoldId), e.ServiceId, e.Time, e.Quantity, e.Expires) { Resources = e.Resources, Segments = e.Segments };
    }
}

/// <summary>Reserves a slot for a customer who is about to book it.</summary>
public sealed class PlaceHoldHandler(
    SlotCandidateFinder finder, CatalogueCache catalogue, CommandExecutor executor, CandidateRules rules, BookingLimitEnforcer limits, AlternativeSlots alternatives,
    HoldSeveral several)
{
    public static readonly Duration DefaultLength = Duration.FromMinutes(10), MaximumLength = Duration.FromMinutes(60);

    public async Task<Outcome<Hold>> HandleAsync(PlaceHold command, CommandContext context, CancellationToken cancellation)
    {
        if (await catalogue.ServiceAsync(command.ServiceId, cancellation) is { Needs: not null } service)
        {
            return await several.PlaceAsync(command, service, context, cancellation);
        }

        var outcome = command.ResourceIds.Count > 0 ? BookingRefusals.OneResource : await PlaceAsync(command, context, cancellation);

        // A retry gets the first attempt's hold, even if a rule would refuse it now.
        return outcome.Refusal is not null && await executor.FindEarlierAsync(context, cancellation) is [{ Event: HoldPlaced } earlier] ? Hold.Of(earlier) : outcome;
    }

    private async Task<Outcome<Hold>> PlaceAsync(PlaceHold command, CommandContext context, CancellationToken cancellation)
    {
        if (await catalogue.ServiceAsync(command.ServiceId, cancellation) is not { } service)
        {
            return BookingRefusals.UnknownService;
        }

        var request = new SlotRequest(new Actor(command.UserId, Role.Customer), service, command.When, command.ResourceId, command.Quantity)
        {
            Length = command.ServiceLength,
        };
        var found = await finder.FindAsync(request, context.Now, cancellation);
        if (found.IsRefused(out var refusal, out var candidates))
        {
            return refusal;
        }

        foreach (var candidate in candidates.InOrder())
        {
            var outcome = await rules.CheckAsync(candidate, context, cancellation, claims: true) is { } ruled ? ruled : await limits.WithinAsync(
                SubjectOf(candidate, command, context), context,
                step => executor.RecordAsync<Calendar>(candidate.Stream, step, calendar => Place(calendar, candidate, command, step), cancellation),
                cancellation);
            if (!outcome.IsRefused(out var refused, out var recorded))
            {
                // An offer may be withdrawn meanwhile. So may the decision of an earlier attempt, when the service took several resources.
                return recorded is [{ Event: HoldPlaced } placed] ? Hold.Of(placed) : BookingRefusals.Changed;
            }

            if (BookingLimitEnforcer.AppliesToAllResources(refused))
            {
                return refused;
            }

            refusal = SlotCandidates.MostUseful(refusal, refused);
        }

        return await alternatives.AddToAsync(refusal!, candidates, command is { Role: Role.Customer, IsOfVisitor: false } ? command.UserId : null, cancellation);
    }

    private static LimitSubject SubjectOf(SlotCandidate candidate, PlaceHold command, CommandContext context) => new(
        command.UserId, new BookingId(IdOf(context)), candidate.Service, candidate.ResourceId, candidate.Time, context.CommitId)
    {
        Expires = context.Now + command.Length,
        IsOfCustomer = command is { Role: Role.Customer, IsOfVisitor: false },
        IsOfVisitor = command.IsOfVisitor,
        IsOffer = command.Offer is not null,
    };

    internal static Guid IdOf(CommandContext context) => context.CommitId.Derive("hold");

    private static Decision Place(Calendar calendar, SlotCandidate candidate, PlaceHold command, CommandContext context) =>
        candidate.Check(calendar) is { } refusal ? refusal : Decision.Of(new HoldPlaced(
            IdOf(context), command.UserId, command.ServiceId, candidate.Time, command.Quantity,
            BookingTerms.Of(candidate.Service), context.Now + command.Length)
        {
            External = candidate.UsedBy(calendar),
            Offer = command.Offer,
        });
}
