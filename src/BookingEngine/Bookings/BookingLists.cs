using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.ReadModels;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>The lists that a booking is in: by user, by resource, by resource and status, all, by status, by service, and by service and
/// status.</summary>
public static class BookingLists
{
    // No id of a service: what is counted by service is counted once, by the lead's document. No id of a resource: the participants' documents are in those lists.
    private const string PartOfService = "-", NoResource = "-";

    private const string Model = BookingsProjection.ModelName;
    private static readonly Instant Origin = Instant.FromUtc(1, 1, 1, 0, 0);
    private static readonly Duration AlmostOne = Duration.FromMilliseconds(1) - Duration.FromTicks(1);

    /// <summary>The statuses that a client can filter by, by their names in the API. A hold is not a booking yet.</summary>
    public static FrozenDictionary<string, BookingStatus> Statuses { get; } =
        Enum.GetValues<BookingStatus>().Where(s => s is not BookingStatus.Held).ToFrozenDictionary(s => s.Name);

    public static ListKeys KeysOf(Booking booking) => new(
        booking.IsPart ? booking.ResourceId.Value : booking.ResourceIds.Contains(booking.CalendarId) ? booking.CalendarId.Value : NoResource, booking.IsPart ? PartOfService : booking.ServiceId.Value, booking.Status.Name);

    /// <summary>The sort key of a slot: milliseconds since 0001-01-01 with a fixed width, so that ordinal order is time order.</summary>
    public static string SortKeyOf(Instant slot) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)(SlotRange.Within(slot) - Origin).TotalMilliseconds:D15}");

    /// <summary>The bookings from <paramref name="from"/> to before <paramref name="to"/>. May include more bookings of the same
    /// millisecond at either end.</summary>
    internal static ListRange Between(Instant? from, Instant? to) =>
        new(from is { } first ? SortKeyOf(first) : null, to is { } last ? SortKeyOf(SlotRange.Within(last) + AlmostOne) : null, null);

    internal static ImmutableArray<ReadModelList> OfUser(UserId user) => [ReadModelList.OfPartition(Model, BookingsProjection.PartitionOf(user))];

    /// <param name="statuses">Empty for any.</param>
    internal static ImmutableArray<ReadModelList> OfResource(ResourceId resource, ImmutableArray<BookingStatus> statuses) => statuses.IsEmpty
        ? [new(Model, ListIndex.ByResource, resource.Value)]
        : [.. statuses.Select(status => new ReadModelList(Model, ListIndex.ByResourceAndStatus, resource.Value, status.Name))];

    /// <inheritdoc cref="OfResource"/>
    internal static ImmutableArray<ReadModelList> OfAll(ServiceId? service, ImmutableArray<BookingStatus> statuses) => (service, statuses) switch
    {
        (null, []) => [new(Model, ListIndex.ByModel)],
        (null, _) => [.. statuses.Select(status => new ReadModelList(Model, ListIndex.ByStatus, status.Name))],
        ({ } one, []) => [new(Model, ListIndex.ByService, one.Value)],
        ({ } one, _) => [.. statuses.Select(status => new ReadModelList(Model, ListIndex.ByServiceAndStatus, one.Value, status.Name))],
    };
}
