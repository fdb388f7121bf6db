using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.Users;
using BookingEngine.Users.Roles;

namespace BookingEngine.Bookings;

/// <summary>Tells which resources and bookings an actor may see and change.</summary>
public sealed class BookingAccess(AggregateLoader loader)
{
    /// <summary>Whether the actor is staff of all these resources, or an administrator.</summary>
    public async Task<bool> CanManageAsync(Actor actor, IEnumerable<ResourceId> resources, CancellationToken cancellation)
    {
        if (actor.Role is not Role.Staff)
        {
            return actor.Role is Role.Admin;
        }

        var own = (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State.MemberOf(actor.UserId).ResourceIds;
        return resources.All(r => own.Contains(r));
    }

    /// <summary>Whether the user may still manage the resource, in whatever role the user has now.</summary>
    public async Task<bool> CanStillManageAsync(UserId user, ResourceId resource, CancellationToken cancellation)
    {
        var team = (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State;
        return team.IsActive(user) && team.MemberOf(user) is var member && (member.Role is Role.Admin || member.ResourceIds.Contains(resource));
    }

    public async Task<BookingRight> RightOfAsync(Actor actor, Booking booking, CancellationToken cancellation) =>
        await CanManageAsync(actor, [booking.ResourceId], cancellation) ? BookingRight.Staff
        : booking.UserId == actor.UserId ? BookingRight.Owner : BookingRight.None;

    /// <summary>Whether the actor may read the booking: also staff of any of its resources.</summary>
    public async Task<bool> CanReadAsync(Actor actor, Booking booking, CancellationToken cancellation) =>
        await RightOfAsync(actor, booking, cancellation) is not BookingRight.None
        || (booking.Resources is not null && await VisibleResourcesAsync(actor.UserId, actor.Role, cancellation) is { } visible
            && booking.ResourceIds.Any(resource => visible.Contains(resource)));

    /// <summary>The resources whose bookings a user may see besides their own; null for all.</summary>
    public async Task<ImmutableArray<ResourceId>?> VisibleResourcesAsync(UserId user, Role role, CancellationToken cancellation) => role switch
    {
        Role.Admin => null,
        Role.Staff => (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State.MemberOf(user).ResourceIds,
        _ => [],
    };
}
