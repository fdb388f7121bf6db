using BookingEngine.Catalogue;
using BookingEngine.ReadModels;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings.Lists;

/// <summary>A booking of a list. Its JSON and what filters compare are stored beside its body, which is only read for what these do not
/// say.</summary>
public sealed class ListedBooking(ReadModelDocument document)
{
    /// <summary>A booking in the list of a participant: what the document of its own calendar says.</summary>
    /// <param name="part">The participant's document. Its place in the list counts.</param>
    public ListedBooking(ReadModelDocument part, Booking booking)
        : this(part) => Booking = booking;

    private readonly DocumentAnswer? _answer = document.Answer is { } answer && answer.Shape == ListedBookingJson.Shape ? answer : null;

    public Booking Booking { get => field ??= BookingsProjection.Read(document); private init; }

    /// <summary>As the API sends it: what is stored, or written now if that has another shape.</summary>
    public ReadOnlyMemory<byte> Json => _answer?.Json ?? ListedBookingJson.Write(Booking);

    /// <summary>The same for all times of a booking that stays in its calendar.</summary>
    public string DocumentId => document.Id;

    internal string SortKey => document.SortKey;

    internal ListKeys Keys => document.Keys ?? BookingLists.KeysOf(Booking);

    /// <inheritdoc cref="Booking.ArrivesFrom"/>
    internal string? ArrivesFrom => _answer is null ? Booking.ArrivesFrom : null; // a moving booking has no answer

    /// <summary>Whether it starts between the two. It must be in the range of <see cref="BookingLists.Between"/>, whose first and last
    /// millisecond may have more.</summary>
    internal bool IsWithin(Instant? from, Instant? to) =>
        (from is not { } first || !IsInMillisecondOf(first) || Booking.Slot >= first) && (to is not { } last || !IsInMillisecondOf(last) || Booking.Slot < last);

    /// <summary>Whether it has several resources, so that its keys do not say everything.</summary>
    private bool IsOfSeveral => _answer is null && (Booking.IsPart || Booking.Resources is not null);

    /// <summary>Whether it only stands for a booking of another resource's calendar.</summary>
    internal bool IsPart => _answer is null && Booking.IsPart;

    internal bool Matches(BookingFilter filter) => IsOfSeveral ? filter.Matches(Booking) : filter.Matches(Keys);

    internal bool IsOf(ResourceId resource) => IsOfSeveral ? Booking.ResourceIds.Contains(resource) : resource.Value == Keys.Resource;

    internal bool IsOf(UserId user) => document.Partition == BookingsProjection.PartitionOf(user);

    private bool IsInMillisecondOf(Instant instant) => SortKey.StartsWith(BookingLists.SortKeyOf(instant), StringComparison.Ordinal);
}
