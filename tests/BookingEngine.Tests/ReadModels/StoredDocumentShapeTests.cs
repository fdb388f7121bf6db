using System.Text;
using BookingEngine.Bookings;
using BookingEngine.CalendarFeeds;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Users.Administration;
using BookingEngine.Users.Profiles;
using BookingEngine.Users.Roles;
using BookingEngine.Webhooks.Deliveries;
using BookingEngine.Webhooks.Endpoints;
using NodaTime;

namespace BookingEngine.Tests.ReadModels;

/// <summary>Later versions read stored documents. Each model has a golden file, and a change that cannot read it fails here.</summary>
public sealed class StoredDocumentShapeTests
{
    private static readonly Guid Id = Guid.Parse("01900000-0000-7000-8000-000000000001"), Other = Guid.Parse("01900000-0000-7000-8000-000000000002");

    private static readonly Instant Start = Instant.FromUtc(2031, 6, 2, 8, 0), Recorded = Instant.FromUtc(2031, 6, 1, 7, 0);

    private static readonly Encrypted Secret = new("c2VjcmV0");

    private static readonly BookedInterval Later = new(
        Start + Duration.FromHours(1), Start + Duration.FromHours(2), new LocalDateTime(2031, 6, 2, 11, 0), "Europe/Berlin", "2026a");

    // As they were before later members.
    private static readonly BookingTerms Terms = BookingTerms.Of(CompleteObjects.Service) with { NeedsApprovalAfterMove = false };

    [Fact]
    public void A_stored_booking_keeps_its_shape() => AssertShape("booking", new BookingsProjection(),
        new BookingMade(
            new BookingId(Id), new UserId(Other), new ServiceId("cut"), new ResourceId("chair-1"), Start, Start + Duration.FromHours(1),
            new LocalDateTime(2031, 6, 2, 10, 0), "Europe/Berlin", "2026a", 2, Terms,
            IsPending: true, IsOverride: false, HoldId: null, Secret),
        new BookingApproved(new BookingId(Id), null),
        new BookingRescheduled(new BookingId(Id), null, Later, IsOverride: true),
        new ManageLinksRevoked(new BookingId(Id), null));

    [Fact]
    public void A_stored_booking_of_a_series_keeps_its_shape()
    {
        var booking = new BookingId(new Guid("01900000-0000-8000-8000-000000004000"));
        AssertShape("booking-of-series", new BookingsProjection(),
            new BookingMade(
                booking, new UserId(Other), new ServiceId("cut"), new ResourceId("chair-1"), Start, Start + Duration.FromHours(1),
                new LocalDateTime(2031, 6, 2, 10, 0), "Europe/Berlin", "2026a", 2, Terms, IsPending: false, IsOverride: false, HoldId: null, Details: null)
            {
                Part = new SeriesPart(Id, 0),
            },
            new BookingRescheduled(booking, null, Later, IsOverride: false));
    }

    [Fact]
    public void A_stored_webhook_keeps_its_shape() => AssertShape("webhook", new DefinitionProjection<WebhookEndpoint>(WebhookEndpoints.Kind),
        new WebhookCreated(CompleteObjects.Webhook),
        new WebhookDisabled(CompleteObjects.Webhook with { Active = false, DisabledBecause = "It failed for five days." }));

    [Fact]
    public void A_stored_delivery_of_a_webhook_keeps_its_shape()
    {
        var delivery = new WebhookDelivery("4a5b6c7d8e9f", "evt_1-0", StreamName.Parse("calendar-a"), 3, 0, "booking.created", "booking/1", 1, Start)
        {
            Tries = 2,
            IsResend = true,
            SkippedBecause = "endpoint_inactive",
            Attempts = [new(Start, 503, 120, null, "busy"), new(Recorded, null, 15_000, "TimedOut", null)],
        };
        Assert.Equal(Golden("webhook-progress"), StoredWebhookProgress.Write(delivery));
        Assert.Equal(Golden("webhook-progress"), StoredWebhookProgress.Write(StoredWebhookProgress.Read(Golden("webhook-progress"), delivery)));
        Assert.Equal(Golden("webhook-condition"), WebhookCondition.Parse(Golden("webhook-condition")).ToJson());
        Assert.Equal(new WebhookCondition(Start, Recorded, null), WebhookCondition.Parse(Golden("webhook-condition")));
    }

    // A change of this text needs another version of the shape, and a golden file of that version.
    [Fact]
    public void A_stored_answer_keeps_its_shape() => Assert.Equal(
        (Golden("booking-answer-1"), $"1 {ZoneData.Version}"),
        new BookingsProjection().WithAnswer(new("1", StreamName.Parse("calendar-a"), 1, "1", "1", Golden("booking-waiting"))).Answer is { } answer
            ? (Encoding.UTF8.GetString(answer.Json.Span), answer.Shape)
            : default);

    [Fact]
    public void A_stored_booking_that_waits_again_keeps_its_shape() => AssertShape("booking-waiting", new BookingsProjection(),
        new BookingMade(
            new BookingId(Id), new UserId(Other), new ServiceId("cut"), new ResourceId("chair-1"), Start, Start + Duration.FromHours(1),
            new LocalDateTime(2031, 6, 2, 10, 0), "Europe/Berlin", "2026a", 2, BookingTerms.Of(CompleteObjects.Service), IsPending: false, IsOverride: false,
            HoldId: null, Details: null),
        new BookingRescheduled(new BookingId(Id), null, Later, IsOverride: false) { IsPending = true });

    [Fact]
    public void A_stored_booking_during_a_transfer_keeps_its_shape() => AssertShape("booking-arriving", new BookingsProjection(),
        new MoveReserved(
            new MoveId(Other), new BookingId(Id), new ResourceId("chair-2"), null, new UserId(Other), new ServiceId("cut"), 1,
            Terms, BookingStatus.Confirmed, Later, IsOverride: false, Recorded, Details: null));

    [Fact]
    public void A_stored_booking_that_moved_away_keeps_its_shape() => AssertShape("booking-moved", new BookingsProjection(),
        new MoveReserved(
            new MoveId(Id), new BookingId(Id), new ResourceId("chair-2"), null, new UserId(Other), new ServiceId("cut"), 1,
            Terms, BookingStatus.Confirmed, Later, IsOverride: false, Recorded, Details: null),
        new BookingMovedIn(new BookingId(Id), new MoveId(Id), BookingStatus.Confirmed),
        new BookingMovedAway(new BookingId(Id), new MoveId(Id), new MoveId(Other), new ResourceId("chair-3"), Later, BookingStatus.Confirmed));

    [Fact]
    public void A_stored_profile_keeps_its_shape() => AssertShape("profile", new UsersProjection(),
        new UserRegistered(new UserId(Id), Secret, Secret, Secret, Role.Customer), new ProfileUpdated(new Encrypted("bmFtZQ==")));

    [Fact]
    public void A_stored_profile_with_a_language_keeps_its_shape() => AssertShape("profile-locale", new UsersProjection(),
        new UserRegistered(new UserId(Id), Secret, Secret, Secret, Role.Customer) { Locale = new("ZGU=") }, new ProfileUpdated(new Encrypted("bmFtZQ==")));

    [Fact]
    public void A_stored_administrative_action_keeps_its_shape() => AssertShape("audit", AuditProjection.Models[0],
        new RoleChanged(new UserId(Id), Role.Staff, new UserId(Other), Secret));

    [Fact]
    public void A_stored_staff_assignment_keeps_its_shape() => AssertShape("audit-link", AuditProjection.Models[0],
        new StaffLinked(new UserId(Id), [new ResourceId("chair-1")], new UserId(Other), null));

    [Fact]
    public void A_stored_erasure_keeps_its_shape() => AssertShape("audit-erasure", AuditProjection.Models[0],
        new PersonErased(ErasureOrigin.Admin, new UserId(Other), Secret));

    [Fact]
    public void A_listed_feed_keeps_its_shape() => AssertShape("feed", new FeedsProjection(),
        new FeedMade(Id, new UserId(Other), "0123abcd", new ResourceId("chair-1"), IsBusyOnly: true));

    [Fact]
    public void A_stored_definition_keeps_its_shape() => AssertShape("service", new DefinitionProjection<Service>(CatalogueKinds.Services),
        new ServiceCreated(CompleteObjects.Service), new ServiceChanged(CompleteObjects.Service with { Price = null }));

    [Fact]
    public void A_stored_history_entry_keeps_its_shape()
    {
        var entry = new DefinitionProjection<Location>(CatalogueKinds.Locations).EntryOf(At(1, new LocationCreated(CompleteObjects.Location)))!;
        Assert.Equal(Golden("location-history"), entry.Body);
        Assert.Equal(CompleteObjects.Location, DefinitionProjection<Location>.ReadEntry(CatalogueKinds.Locations, entry).Definition);
    }

    private static void AssertShape(string name, IProjection projection, params IDomainEvent[] events)
    {
        var document = events.Select((e, index) => At(index + 1, e)).Aggregate((ReadModelDocument?)null, projection.Apply)!;
        Assert.Equal(Golden(name), document.Body);
        if (projection is BookingsProjection)
        {
            // The golden text is read as well: another event must have the same effect on it.
            var next = At(events.Length + 1, new BookingHandedOver(new BookingId(Id), null, new UserId(Id), null));
            Assert.Equal(projection.Apply(document, next).Body, projection.Apply(document with { Body = Golden(name) }, next).Body);
        }
    }

    private static RecordedEvent At(long version, IDomainEvent e) =>
        new(StreamName.Of("calendar", "chair-1"), version, e, new CommitMetadata(Recorded, Other.ToString(), "test"));

    private static string Golden(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ReadModels", "StoredDocuments", $"{name}.json")).TrimEnd();
}
