using System.Collections.Immutable;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Bookings.Book;

/// <summary>Chooses the resources of a new booking of several.</summary>
public sealed class ResourceChooser(NeedCandidateReader reader, BookingAccess access)
{
    /// <summary>One way to give the booking its resources; otherwise the refusal that says why there is none.</summary>
    /// <param name="isNewest">Whether the calendars are as the store has them now. Cached ones may be out of date.</param>
    public async Task<Outcome<ResourceChoice>> ChooseAsync(BookSlot command, Instant now, bool isNewest, CancellationToken cancellation)
    {
        if ((await FindAsync(command, now, isNewest, cancellation)).IsRefused(out var refusal, out var found))
        {
            return refusal;
        }

        var (resources, reason) = found.Candidates.AssignmentAt(found.Start, command.OverridesAs is not null);
        return resources is { } chosen ? new ResourceChoice(found.Candidates, chosen, found.Start, command.OverridesAs is not null) : SlotRefusals.Of(reason!.Value);
    }

    /// <summary>The resources to choose from, and the requested start.</summary>
    /// <inheritdoc cref="ChooseAsync"/>
    public async Task<Outcome<(NeedCandidates Candidates, Instant Start)>> FindAsync(
        BookSlot command, Instant now, bool isNewest, CancellationToken cancellation)
    {
        if (command.Service.OfLength(command.Length) is not { } service)
        {
            return SlotRefusals.DurationNotOffered;
        }

        var needs = command.Service.Needs!.Value;
        var resources = await reader.ReadAsync(needs, isNewest, cancellation);
        ImmutableArray<ResourceAtLocation> first = [.. resources.Where(at => needs[0].IsMetBy(at.Resource))];
        if (first.IsEmpty)
        {
            return SlotRefusals.NeedsNotMet;
        }

        var request = command.Request;
        if ((request.IsForGuest || request.IsOverride) && !await access.CanManageAsync(request.Actor, ActedOn(command, first), cancellation))
        {
            return request.IsForGuest ? BookingRefusals.GuestForbidden : BookingRefusals.OverrideForbidden;
        }

        if (SlotStart.Resolve(command.When, first).IsRefused(out var invalid, out var found))
        {
            return invalid;
        }

        var query = new SlotQuery(service, now, command.Quantity);
        return NeedCandidates.Of(query, needs, resources, found.Start, command.RequiredResources, preferred: []).IsRefused(out var refused, out var candidates)
            ? refused
            : (candidates, found.Start);
    }

    // Staff of the first need's resource act on the booking.
    private static IEnumerable<ResourceId> ActedOn(BookSlot command, ImmutableArray<ResourceAtLocation> first)
    {
        var named = first.Select(at => at.Resource.Id).Where(command.RequiredResources.Contains).ToList();
        return named.Count > 0 ? named : first.Select(at => at.Resource.Id);
    }
}
