using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.ReadModels;

namespace BookingEngine.Bookings.Lists;

/// <summary>Shows a booking of several resources in the list of each. A participant's document only says that the booking takes its time: it is shown as the
/// lead's document has it, and not at all if that one has no such booking, or no longer with this resource.</summary>
internal sealed class ListedParts(IReadModelStore models)
{
    /// <summary>The resources whose lists are read; null if it is not those of resources.</summary>
    public static ImmutableArray<ResourceId>? ResourcesOf(BookingFilter filter, ImmutableArray<ResourceId>? visible) => filter switch
    {
        { UserId: not null } => null,
        { ResourceId: { } resource } => [resource],
        _ => visible,
    };

    /// <param name="page">The documents of <paramref name="listed"/>.</param>
    /// <param name="resources">The resources whose lists are read; null if it is not those of resources. Then the leads' documents are enough.</param>
    public async Task<IReadOnlyList<ListedBooking>> ResolveAsync(
        IReadOnlyList<ListedBooking> listed, IReadOnlyList<ReadModelDocument> page, ImmutableArray<ResourceId>? resources, CancellationToken cancellation)
    {
        if (listed.All(booking => !booking.IsPart))
        {
            return listed;
        }

        var bookings = resources is null ? [] : await ReadAsync(listed, cancellation);
        var documents = page.ToDictionary(document => document.Id);
        List<ListedBooking> resolved = [];
        foreach (var booking in listed)
        {
            if (!booking.IsPart)
            {
                resolved.Add(booking);
            }
            else if (bookings.GetValueOrDefault($"{booking.Booking.Id}") is { } found && IsShownAt(booking.Booking.ResourceId, found, resources!.Value))
            {
                resolved.Add(new ListedBooking(documents[booking.DocumentId], found));
            }
        }

        return resolved;
    }

    // In the lists of several of its resources it is shown once: by its own calendar's document, or by that of the first participant.
    private static bool IsShownAt(ResourceId participant, Booking booking, ImmutableArray<ResourceId> resources) =>
        booking.ResourceIds.Contains(participant) && !(resources.Contains(booking.CalendarId) && booking.ResourceIds.Contains(booking.CalendarId))
        && booking.ResourceIds.Where(resources.Contains).MinBy(resource => resource.Value, StringComparer.Ordinal) == participant;

    private async Task<Dictionary<string, Booking>> ReadAsync(IReadOnlyList<ListedBooking> listed, CancellationToken cancellation)
    {
        string[] ids = [.. listed.Where(booking => booking.IsPart).Select(booking => $"{booking.Booking.Id}").Distinct()];
        Dictionary<string, Booking> found = [];
        foreach (var some in ids.Chunk(100))
        {
            foreach (var document in (await models.FindAllAsync(BookingsProjection.ModelName, some, cancellation)).Where(d => d.Body is not null))
            {
                found[document.Id] = BookingsProjection.Read(document);
            }
        }

        return found;
    }
}
