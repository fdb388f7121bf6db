using System.Collections.Immutable;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Bookings.Candidates;

/// <summary>The resources to ask for a slot.</summary>
/// <param name="Resources">At least one.</param>
public sealed record SlotCandidates(SlotQuery Query, ImmutableArray<ResourceAtLocation> Resources, Instant Start, bool IsOverride)
{
    public IEnumerable<ResourceId> ResourceIds => Resources.Select(r => r.Resource.Id);

    /// <summary>In the order in which their calendars are asked.</summary>
    public IEnumerable<SlotCandidate> InOrder() =>
        SlotAssignment.Order(Resources, Query, Start).Select(at => new SlotCandidate(Query, at, Start, IsOverride));

    /// <summary>The refusal to return if several resources refuse: the first conflict, else the first rule. A conflict can end, and one
    /// resource's rule says nothing about another resource.</summary>
    public static Refusal MostUseful(Refusal? first, Refusal next) =>
        first is null or { Kind: RefusalKind.Rule } && next.Kind is RefusalKind.Conflict ? next : first ?? next;
}
