using System.Collections.Immutable;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Bookings;

[Shape("BookedResource", "A resource of a booking that takes several.")]
public sealed record BookedResourceView(
    [property: Field("The resource.")] string ResourceId,
    [property: Field("The need that it serves: its place in the service's `needs`, from 0. For a visit: the first segment that it gives.")] int Need)
{
    /// <summary>Null for a booking of one resource.</summary>
    public static IReadOnlyList<BookedResourceView>? Of(ImmutableArray<BookedResource>? resources) =>
        resources is { } several ? [.. several.Select(r => new BookedResourceView(r.ResourceId.Value, r.Need))] : null;

    /// <summary>Null for a slot of one resource.</summary>
    /// <param name="needs">Of each resource.</param>
    internal static IReadOnlyList<BookedResourceView>? Of(ImmutableArray<ResourceId> resources, ImmutableArray<int> needs) =>
        needs.IsDefault ? null : [.. resources.Zip(needs, (resource, need) => new BookedResourceView(resource.Value, need)).DistinctBy(r => r.ResourceId)];
}
