using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.Users;
using BookingEngine.Users.Roles;

namespace BookingEngine.Bookings;

/// <summary>Who acts on bookings, and in which role.</summary>
public sealed record Actor(UserId UserId, Role Role);

/// <summary>What somebody may do with a booking.</summary>
public enum BookingRight
{
    /// <summary>Not even know of it.</summary>
    None,

    /// <summary>It is theirs: they may do what a customer may, as long as a customer may.</summary>
    Owner,

    /// <summary>They look after its resource, or are administrators: they may do all, at any time.</summary>
    Keeper,
}

/// <summary>Who looks after which resources.</summary>
public sealed class BookingAccess(AggregateLoader loader)
{
    /// <summary>Whether someone may do to all of these resources what customers may not.</summary>
    public async Task<bool> CanManageAsync(Actor actor, IEnumerable<ResourceId> resources, CancellationToken cancellation)
    {
        if (actor.Role is not Role.Staff)
        {
            return actor.Role is Role.Admin;
        }

        var own = (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State.Of(actor.UserId).ResourceIds;
        return resources.All(r => own.Contains(r));
    }

    public async Task<BookingRight> RightOfAsync(Actor actor, Booking booking, CancellationToken cancellation) =>
        await CanManageAsync(actor, [booking.ResourceId], cancellation) ? BookingRight.Keeper
        : booking.UserId == actor.UserId ? BookingRight.Owner : BookingRight.None;

    /// <summary>The resources whose bookings somebody may see beside their own; null for all there are.</summary>
    public async Task<ImmutableArray<ResourceId>?> VisibleResourcesAsync(UserId user, Role role, CancellationToken cancellation) => role switch
    {
        Role.Admin => null,
        Role.Staff => (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State.Of(user).ResourceIds,
        _ => [],
    };
}
