using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Catalogue;
using BookingEngine.Users;

namespace BookingEngine.Waitlist.Reading;

/// <summary>What an actor may do with an entry of a waitlist.</summary>
public enum EntryRight
{
    /// <summary>To everyone else the entry does not exist.</summary>
    None,

    /// <summary>Staff of some of the resources that could be offered.</summary>
    Reader,

    Owner,

    /// <summary>Staff of all the resources that could be offered, and administrators.</summary>
    Staff,
}

/// <summary>Tells who may see and change entries of waitlists: the same persons who may book for guests.</summary>
public sealed class WaitlistAccess(BookingAccess access, CatalogueCache catalogue, NeedCandidateReader needs)
{
    /// <summary>Whether the actor may let a guest wait. A service that does not exist is refused later.</summary>
    /// <param name="resource">Null for any resource of the service.</param>
    public async Task<bool> CanJoinGuestsAsync(Actor actor, ServiceId service, ResourceId? resource, CancellationToken cancellation) =>
        actor.Role is Role.Admin || (actor.Role is Role.Staff && await access.CanManageAsync(actor, await ResourcesOfAsync(service, resource, cancellation), cancellation));

    public async Task<EntryRight> RightOfAsync(Actor actor, WaitlistEntry entry, CancellationToken cancellation)
    {
        var owned = entry.UserId == actor.UserId ? EntryRight.Owner : EntryRight.None;
        if (actor.Role is not Role.Staff)
        {
            return actor.Role is Role.Admin ? EntryRight.Staff : owned;
        }

        var own = (await access.VisibleResourcesAsync(actor.UserId, actor.Role, cancellation))!.Value;
        return await RightOfAsync(own, entry, [], cancellation) is { } right and not EntryRight.None && (owned is EntryRight.None || right is EntryRight.Staff) ? right : owned;
    }

    /// <summary>Whether staff of these resources may see the entry.</summary>
    /// <param name="own">Null for all resources.</param>
    /// <param name="known">What was read for entries before.</param>
    internal async Task<bool> IsVisibleAsync(
        ImmutableArray<ResourceId>? own, WaitlistEntry entry, Dictionary<(ServiceId, ResourceId?), ImmutableArray<ResourceId>> known, CancellationToken cancellation) =>
        own is not { } resources || await RightOfAsync(resources, entry, known, cancellation) is not EntryRight.None;

    // Who looks after the resource that is offered acts on the offer, too.
    private async Task<EntryRight> RightOfAsync(
        ImmutableArray<ResourceId> own, WaitlistEntry entry, Dictionary<(ServiceId, ResourceId?), ImmutableArray<ResourceId>> known, CancellationToken cancellation)
    {
        var key = (entry.ServiceId, entry.Wish.ResourceId);
        if (!known.TryGetValue(key, out var possible))
        {
            known[key] = possible = await ResourcesOfAsync(entry.ServiceId, entry.Wish.ResourceId, cancellation);
        }

        return (entry.Offered is { } offer && own.Contains(offer.ResourceId)) || (possible.Length > 0 && possible.All(own.Contains)) ? EntryRight.Staff
            : possible.Any(own.Contains) ? EntryRight.Reader
            : EntryRight.None;
    }

    // Of a service that takes several resources the first one's staff act.
    private async Task<ImmutableArray<ResourceId>> ResourcesOfAsync(ServiceId id, ResourceId? resource, CancellationToken cancellation) =>
        resource is { } one ? [one] : await catalogue.ServiceAsync(id, cancellation) switch
        {
            null => [],
            { Needs: [var first, ..] several } =>
                [.. (await needs.ReadAsync(several, isNewest: false, cancellation)).Select(at => at.Resource).Where(first.IsMetBy).Select(at => at.Id)],
            var service => service.ResourceIds,
        };
}
