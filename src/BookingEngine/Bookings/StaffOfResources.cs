using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;

namespace BookingEngine.Bookings;

/// <summary>Who looks after which resources.</summary>
public sealed class StaffOfResources(AggregateLoader loader)
{
    /// <summary>Whether someone may do to all of these resources what customers may not.</summary>
    public async Task<bool> MayAsync(UserId user, Role role, IEnumerable<PlacedCalendar> resources, CancellationToken cancellation)
    {
        if (role is not Role.Staff)
        {
            return role is Role.Admin;
        }

        var own = (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State.Of(user).ResourceIds;
        return resources.All(r => own.Contains(r.Resource.Id));
    }

    /// <summary>The resources whose bookings somebody may see beside their own; null for all there are.</summary>
    public async Task<ImmutableArray<ResourceId>?> SeenByAsync(UserId user, Role role, CancellationToken cancellation) => role switch
    {
        Role.Admin => null,
        Role.Staff => (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State.Of(user).ResourceIds,
        _ => [],
    };
}
