using System.Text.Json.Nodes;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.BookingLimits.Periods;
using BookingEngine.Branding;
using BookingEngine.CalendarFeeds;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.ExternalCalendars;
using BookingEngine.Notifications.Templates;
using BookingEngine.Privacy;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Users;
using BookingEngine.Webhooks.Endpoints;
using NodaTime;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>Each golden file has the snapshot of these events. A change of the stored shape or of the state fails here. It needs a new shape name and
/// a new file, so that no old snapshot is misread.</summary>
public sealed class StoredSnapshotShapeTests
{
    private static readonly Guid Id = Guid.Parse("01900000-0000-7000-8000-000000000001"), LaterId = Guid.Parse("01900000-0000-7000-8000-000000000002"),
        Tenth = Guid.Parse("01900000-0000-7000-8000-000000000010");
    private static readonly Instant Eight = Instant.FromUtc(2031, 6, 2, 8, 0);

    // As they were before later members.
    private static readonly BookingTerms Terms = BookingTerms.Of(CompleteObjects.Service) with { NeedsApprovalAfterMove = false };
    private static readonly ClaimedTime Claimed = ClaimedTime.Of(At(Eight), segments: null) with { Start = null };

    [Fact]
    public void A_stored_calendar_keeps_its_shape() => AssertShape("calendar.v10", FullCalendar());

    private static Calendar FullCalendar() => Given.Events<Calendar>(
        new ResourceCreated(CompleteObjects.Resource),
        Booking(Id, Eight, Duration.FromMinutes(90)),
        Booking(LaterId, Eight + Duration.FromHours(2), Duration.FromMinutes(30)),
        Booking(Another(3), Eight + Duration.FromHours(3), Duration.FromMinutes(30)),
        new BookingCancelled(new BookingId(Another(3)), null, IsOverride: false),
        new HoldPlaced(Another(4), new UserId(Id), new ServiceId("default"), At(Eight + Duration.FromHours(4)), 1, Terms, Eight),
        new MoveReserved(
            new MoveId(Another(5)), new BookingId(Another(6)), new ResourceId("chair-2"), null, new UserId(Id), new ServiceId("default"), 1,
            Terms, BookingStatus.Confirmed, At(Eight + Duration.FromHours(5)), IsOverride: false, Eight, null),
        new ExternalCalendarsChanged([]),
        new ExternalCalendarsChanged([new ExternalCalendar(new ExternalCalendarId(Id), new FeedId(LaterId), new Encrypted("m:c2VjcmV0"), new UserId(Id))]),
        Booking(Another(7), Eight + Duration.FromHours(6), Duration.FromMinutes(30)) with { Resources = Several("chair-2", "chair-1"), DecisionId = new MoveId(Another(7)) },
        new BookingRescheduled(new BookingId(Another(7)), null, At(Eight + Duration.FromHours(7)), IsOverride: false)
        {
            Resources = Several("chair-3", "chair-1"),
            DecisionId = new MoveId(Another(8)),
        },
        Reserved(Another(9), Eight + Duration.FromHours(8)),
        new TimeKept(
            new MoveId(Another(9)), new BookingId(Another(9)), new ResourceId("chair-3"), new UserId(Id), new ServiceId("default"), BookingStatus.Pending,
            Eight + Duration.FromHours(8)),
        Reserved(Another(9), Eight + Duration.FromHours(9)) with { DecisionId = new MoveId(Another(8)) },
        Booking(Tenth, Eight + Duration.FromHours(10), Duration.FromMinutes(60)) with
        {
            Resources = Several("default", "chair-1"),
            DecisionId = new MoveId(Tenth),
            Segments = Segments(Eight + Duration.FromHours(10), "default", "chair-1", "default"),
        },
        new LocationClosuresSet(new LocationId("mitte"), 2, [new Closure(new(2031, 12, 24), new(2031, 12, 27), "Christmas") { Uid = "christmas" }]),
        new WaitlistOpened(new ServiceId("cut"), 4));

    [Fact]
    public void A_calendar_of_the_sixth_shape_has_no_bookings_of_several_resources()
    {
        Assert.True(Calendar.Shape.CanRead("calendar.v6"));
        var read = Calendar.Shape.Read(Golden("calendar.v6")).State;
        Assert.Equal(4, read.Occupied.Count);
        Assert.All(read.Occupied.All, entry => Assert.Null(entry.State.Shared));
    }

    [Fact]
    public void A_calendar_of_the_eighth_shape_has_no_visits()
    {
        Assert.True(Calendar.Shape.CanRead("calendar.v8"));
        var read = Calendar.Shape.Read(Golden("calendar.v8")).State;
        Assert.All(read.Occupied.All, entry => Assert.Empty(entry.Parts));
        Assert.Equal(2, FullCalendar().Occupied.All.Single(entry => !entry.Parts.IsEmpty).Parts.Length);
    }

    [Fact]
    public void A_calendar_of_the_sixth_shape_has_no_closures()
    {
        Assert.True(Calendar.Shape.CanRead("calendar.v6"));
        Assert.Empty(Calendar.Shape.Read(Golden("calendar.v6")).State.Closures);
    }

    [Fact]
    public void A_calendar_of_the_shape_before_has_no_external_calendars()
    {
        Assert.True(Calendar.Shape.CanRead("calendar.v5"));
        var read = Calendar.Shape.Read(Golden("calendar.v5")).State;
        Assert.Equal((0, 0), (read.ExternalCalendars.Version, read.ExternalCalendars.Calendars.Length));
        Assert.Equal(4, read.Occupied.Count);
    }

    [Fact]
    public void A_calendar_of_the_fourth_shape_is_read_without_versions()
    {
        Assert.True(Calendar.Shape.CanRead("calendar.v4"));
        var (before, now) = (Read("calendar.v4"), Read("calendar.v5"));
        var cancelled = new BookingCancelled(new BookingId(Id), null, IsOverride: false);
        Assert.Equal((null, 2), (before.PreviousOf(cancelled), now.PreviousOf(cancelled)));
        Assert.Equal(now.Occupied.All.Select(t => (t.Id, t.Start)), before.Occupied.All.Select(t => (t.Id, t.Start)));

        static Calendar Read(string name) => Calendar.Shape.Read(Golden(name)).State;
    }

    [Fact]
    public void Stored_webhooks_keep_their_shape() => AssertShape("webhooks.v1", Given.Events<WebhookEndpoints>(
        new WebhookCreated(CompleteObjects.Webhook),
        new WebhookDisabled(CompleteObjects.Webhook with { Active = false, DisabledBecause = "It failed for five days." }),
        new WebhookCreated(CompleteObjects.Webhook with { Id = "gone" }),
        new WebhookDeleted(CompleteObjects.Webhook with { Id = "gone", Deleted = true })));

    [Fact]
    public void A_stored_customer_keeps_its_shape() => AssertShape("customer.v3", Given.Events<CustomerClaims>(
        new LimitConfirmed(new BookingId(Id), new ServiceId("cut"), Claimed),
        new LimitConfirmed(new BookingId(Another(3)), new ServiceId("visit"), Claimed with { Segments = [new(new ServiceId("cut"), Claimed.End, Claimed.Day)] }),
        new LimitClaimed(
            new BookingId(LaterId), new ServiceId("cut"), new PendingClaim(Claimed, Id, Eight, Eight + Duration.FromMinutes(1))),
        new WaitlistOpened(new ServiceId("cut"), 4)));

    [Fact]
    public void A_customer_of_the_shape_before_waits_behind_nothing()
    {
        Assert.True(CustomerClaims.Shape.CanRead("customer.v2"));
        var read = CustomerClaims.Shape.Read(Golden("customer.v2")).State;
        Assert.Equal((3, 0, false), (read.Claims.ById.Count, read.Waiting.Count, read.IsFollowed));
    }

    [Fact]
    public void A_stored_period_keeps_its_shape() => AssertShape("period.v1", Given.Events<ServiceClaims>(
        new BookingsCounted(Id, 0, 3, [new StoredClaim(new BookingId(Id), new ServiceId("cut"), ClaimedTime.Of(At(Eight), segments: null), null)], IsLast: true),
        new LimitClaimed(
            new BookingId(LaterId), new ServiceId("cut"), new PendingClaim(ClaimedTime.Of(At(Eight), segments: null), Id, Eight, Eight + Duration.FromMinutes(1)))));

    [Fact]
    public void A_stored_calendar_keeps_the_required_versions()
    {
        var state = Given.Events<Calendar>(new ServiceVersionRequired(new ServiceId("cut"), 4), new ServiceVersionRequired(new ServiceId("cut"), 5));
        var read = Calendar.Shape.Read(Calendar.Shape.Write(new StateAt<Calendar>(Id, state))).State;
        Assert.Equal((5, 0), (read.RequiredVersionOf(new ServiceId("cut")), read.RequiredVersionOf(new ServiceId("other"))));
    }

    [Fact]
    public void A_calendar_without_a_written_resource_is_stored_and_read()
    {
        var unwritten = new StateAt<Calendar>(Id, Given.Events<Calendar>());
        var stored = Calendar.Shape.Write(unwritten);
        Assert.Equal("""{"value":null,"version":0}""", JsonNode.Parse(stored)!["state"]!["resource"]!.ToJsonString());
        Assert.Equal(new Definition<Resource>(DefaultCatalogue.InitialResource, 0), Calendar.Shape.Read(stored).State.Resource);
    }

    [Fact]
    public void A_stored_location_keeps_its_shape() => AssertShape("location.v1", Given.Events<CataloguedLocation>(
        new LocationCreated(CompleteObjects.Location), new LocationChanged(CompleteObjects.Location with { Name = "Salon Nord" })));

    [Fact]
    public void A_stored_brand_keeps_its_shape() => AssertShape("brand.v1", Given.Events<BrandState>(
        new BrandChanged(new Brand()), new BrandLogoChanged(CompleteObjects.Brand, "bG9nbw==")));

    [Fact]
    public void A_stored_template_keeps_its_shape() => AssertShape("mailtemplate.v1", Given.Events<OwnTemplateState>(
        new MailTemplateWritten(CompleteObjects.Template), new MailTemplateRemoved(CompleteObjects.Template with { Active = false })));

    [Fact]
    public void Stored_feeds_keep_their_shape() => AssertShape("feeds.v1", Given.Events<PersonFeeds>(
        new FeedMade(Id, new UserId(Id), "0123abcd", new ResourceId("chair-1"), IsBusyOnly: false),
        new FeedMade(LaterId, new UserId(Id), "4567cdef", null, IsBusyOnly: true),
        new FeedMade(Another(3), new UserId(Id), "89abcdef", null, IsBusyOnly: true),
        new FeedEnded(Another(3))));

    [Fact]
    public void A_stored_service_keeps_its_shape() => AssertShape("service.v2", Given.Events<CataloguedService>(
        new ServiceCreated(CompleteObjects.Service), new WaitlistOpened(new ServiceId("cut"), 4), new ServiceRetired(CompleteObjects.Service with { Active = false })));

    internal static void AssertShape<TState>(string name, TState state)
        where TState : IAggregate<TState>
    {
        var golden = Golden(name);
        Assert.Equal(name, TState.Shape.Name);
        Assert.Equal(golden, TState.Shape.Write(new StateAt<TState>(LaterId, state)));
        Assert.Equal(golden, TState.Shape.Write(TState.Shape.Read(golden)));
    }

    private static string Golden(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "EventSourcing", "StoredSnapshots", $"{name}.json")).TrimEnd();

    private static System.Collections.Immutable.ImmutableArray<BookedResource> Several(params string[] resources) =>
        [.. resources.Select((resource, need) => new BookedResource(new ResourceId(resource), need))];

    private static System.Collections.Immutable.ImmutableArray<BookedSegment> Segments(Instant start, params string[] resources) =>
    [
        .. resources.Select((resource, index) => new BookedSegment(
            new ServiceId("cut"), new ResourceId(resource), start + Duration.FromMinutes(20 * index), start + Duration.FromMinutes((20 * index) + 15),
            Duration.Zero, Duration.FromMinutes(5))),
    ];

    private static TimeReserved Reserved(Guid id, Instant start) => new(
        new MoveId(id), new BookingId(id), new ResourceId("chair-3"), new UserId(Id), new ServiceId("default"), 1, Terms, BookingStatus.Confirmed, At(start),
        IsOverride: false, [new ResourceId("chair-1")], Eight);

    private static Guid Another(int number) => Guid.Parse($"01900000-0000-7000-8000-00000000000{number}");

    private static BookedInterval At(Instant start) => new(start, start + Duration.FromMinutes(30), start.InUtc().LocalDateTime, "Etc/UTC", "2026a");

    private static BookingMade Booking(Guid id, Instant start, Duration length) => new(
        new BookingId(id), new UserId(Id), new ServiceId("default"), new ResourceId("default"), start, start + length,
        start.InUtc().LocalDateTime, "Etc/UTC", "2026a", 1, Terms, IsPending: false, IsOverride: false, null, null);
}
