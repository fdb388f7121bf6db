using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Bookings.Lists;

/// <summary>Bookings written directly to the read model. The n-th starts in the n-th half hour of 2031. They have five resources, four services, six
/// statuses and 50 users.</summary>
internal static class ManyBookings
{
    private static readonly Instant Begin = Instant.FromUtc(2031, 1, 1, 0, 0);
    private static readonly string[] Statuses = ["confirmed", "pending", "completed", "cancelled", "declined", "no_show"];

    public static Instant SlotOf(int n) => Begin + Duration.FromMinutes(30L * n);

    public static UserId UserOf(int n) => new(IdOf(1_000_000 + n));

    public static ReadModelDocument Document(int n) => Document(n, Statuses[n / 20 % Statuses.Length], version: 1);

    public static ReadModelDocument Document(int n, string status, long version)
    {
        var made = TestBooking.At(SlotOf(n)) with
        {
            BookingId = new(IdOf(n)),
            UserId = UserOf(n % 50),
            ServiceId = new($"service-{n / 5 % 4}"),
            ResourceId = new($"resource-{n % 5}"),
        };
        var recorded = new RecordedEvent(Calendar.StreamOf(made.ResourceId), version, made, new CommitMetadata(Begin, null, "test"));
        var document = new BookingsProjection().Apply(null, recorded);
        return new BookingsProjection().WithAnswer(document with
        {
            Body = document.Body!.Replace("\"confirmed\"", $"\"{status}\"", StringComparison.Ordinal),
            Keys = document.Keys! with { Status = status },
        });
    }

    private static Guid IdOf(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
