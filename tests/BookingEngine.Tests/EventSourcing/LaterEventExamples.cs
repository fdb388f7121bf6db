using BookingEngine.BookingLimits.Claims;
using BookingEngine.Branding;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Guests;
using BookingEngine.Hours;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Users;
using BookingEngine.Waitlist;
using NodaTime;
using static BookingEngine.Tests.EventSourcing.StoredEventExamples;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>Events with members that were added later.</summary>
internal static class LaterEventExamples
{
    private static readonly System.Collections.Immutable.ImmutableArray<BookedSegment> Visit =
    [
        new(new ServiceId("wash"), new ResourceId("chair-1"), Time.Start, Time.Start + Duration.FromMinutes(20), Duration.Zero, Duration.FromMinutes(5)),
        new(new ServiceId("cut"), new ResourceId("room-1"), Time.Start + Duration.FromMinutes(25), Time.End, Duration.Zero, Duration.Zero),
    ];

    private static readonly SeriesPart Part = new(UserGuid, 3);

    /// <summary>By the name of their golden file. The text after <c>+</c> tells the files apart.</summary>
    public static readonly Dictionary<string, IDomainEvent> All = new()
    {
        ["booking-made.v1+languages"] = ((BookingMade)Examples["booking-made.v1"]) with { Languages = "de-AT,en" },
        ["guest-erasure-requested.v1+entry"] = ((GuestErasureRequested)Examples["guest-erasure-requested.v1"]) with { EntryId = new EntryId(UserGuid) },
        ["guest-export-requested.v1+entry"] = ((GuestExportRequested)Examples["guest-export-requested.v1"]) with { EntryId = new EntryId(UserGuid) },
        ["booking-made.v1+reminders"] = ((BookingMade)Examples["booking-made.v1"]) with { Reminders = [1_440, 120] },
        ["booking-made.v1+external"] = ((BookingMade)Examples["booking-made.v1"]) with { External = Used },
        ["location-changed.v1+closures"] = new LocationChanged(
            CompleteObjects.Location with { Closures = [new Closure(new LocalDate(2031, 12, 24), new LocalDate(2031, 12, 27), "Christmas") { Uid = "christmas" }] }),
        ["booking-made.v1+series"] = ((BookingMade)Examples["booking-made.v1"]) with
        {
            Part = Part,
            Rule = "FREQ=WEEKLY;COUNT=4",
            Skipped = [new SkippedTime(new LocalDateTime(2031, 6, 8, 9, 0), "taken")],
        },
        ["booking-approved.v1+series"] = ((BookingApproved)Examples["booking-approved.v1"]) with { Part = Part },
        ["booking-declined.v1+series"] = ((BookingDeclined)Examples["booking-declined.v1"]) with { Part = Part },
        ["booking-cancelled.v1+series"] = ((BookingCancelled)Examples["booking-cancelled.v1"]) with { Part = Part },
        ["booking-rezoned.v1+series"] = new BookingRezoned(new BookingId(Id), null, Time, Before, "2025b") { Part = Part },
        ["booking-rezoned.v1+resources"] = new BookingRezoned(new BookingId(Id), null, Time, Before, "2025b") { Resources = Several, DecisionId = new MoveId(Id) },
        ["booking-rezoned.v1+segments"] = new BookingRezoned(new BookingId(Id), null, Time, Before, "2025b") { Resources = Several, Segments = Visit, DecisionId = new MoveId(Id) },
        ["booking-rescheduled.v1+series"] = ((BookingRescheduled)Examples["booking-rescheduled.v1"]) with { Part = Part },
        ["move-reserved.v1+series"] = ((MoveReserved)Examples["move-reserved.v1"]) with
        {
            Occurrence = new Occurrence(new LocalDateTime(2031, 6, 1, 9, 0)) { IsMovedAlone = true },
        },
        ["booking-rescheduled.v1+external"] = ((BookingRescheduled)Examples["booking-rescheduled.v1"]) with { External = Used },
        ["hold-placed.v1+external"] = ((HoldPlaced)Examples["hold-placed.v1"]) with { External = Used },
        ["move-reserved.v1+external"] = ((MoveReserved)Examples["move-reserved.v1"]) with { External = Used },
        ["booking-made.v1+resources"] = ((BookingMade)Examples["booking-made.v1"]) with { Resources = Several, DecisionId = new MoveId(Id) },
        ["booking-rescheduled.v1+resources"] = ((BookingRescheduled)Examples["booking-rescheduled.v1"]) with { Resources = Several, DecisionId = new MoveId(Id) },
        ["time-reserved.v1+hold"] = ((TimeReserved)Examples["time-reserved.v1"]) with
        {
            Expires = Instant.FromUtc(2031, 6, 1, 7, 20),
            FirstAt = Instant.FromUtc(2031, 6, 1, 7, 0),
        },
        ["time-kept.v1+hold"] = ((TimeKept)Examples["time-kept.v1"]) with { Expires = Instant.FromUtc(2031, 6, 1, 7, 20) },
        ["time-released.v1+hold"] = ((TimeReleased)Examples["time-released.v1"]) with { IsHold = true },
        ["hold-placed.v1+resources"] = ((HoldPlaced)Examples["hold-placed.v1"]) with { Resources = Several, DecisionId = new MoveId(Id) },
        ["hold-placed.v1+offer"] = ((HoldPlaced)Examples["hold-placed.v1"]) with { Offer = new OfferedTo(new EntryId(Id), new OfferId(UserGuid)) },
        ["hold-released.v1+expired"] = new HoldReleased(Id) { HasExpired = true },
        ["hold-released.v1+resource"] = new HoldReleased(Id) { ResourceId = new ResourceId("chair-1") },
        ["limit-withdrawn.v1+offer"] = new LimitWithdrawn(new BookingId(Id)) { IsOffer = true },
        ["limit-confirmed.v1+offer"] = new LimitConfirmed(
            new BookingId(Id), new ServiceId("cut"), ClaimedTime.Of(Time, segments: null) with { Until = Instant.FromUtc(2031, 6, 1, 8, 0), IsOffer = true }),
        ["entry-joined.v1+guest"] = ((EntryJoined)Examples["entry-joined.v1"]) with
        {
            Wish = WaitlistExamples.Wish with { ResourceId = new ResourceId("chair-1"), Length = Duration.FromMinutes(90) },
            Details = Why,
            Languages = "de-AT,en",
        },
        ["offer-released.v1+booking"] = ((OfferReleased)Examples["offer-released.v1"]) with { BookingId = new BookingId(Id) },
        ["entry-reserved.v1+resources"] = new EntryReserved(WaitlistExamples.Entry, WaitlistExamples.Offer with { Resources = Several }),
        ["hold-extended.v1+resources"] = ((HoldExtended)Examples["hold-extended.v1"]) with { Resources = Several, DecisionId = new MoveId(Id) },
        ["time-reserved.v1+external"] = ((TimeReserved)Examples["time-reserved.v1"]) with { External = Used },
        ["service-changed.v1+needs"] = new ServiceChanged(DefaultCatalogue.InitialService with
        {
            ResourceIds = [],
            Needs = [new ResourceNeed(1) { Kind = "room" }, new ResourceNeed(2) { ResourceIds = [new ResourceId("chair-1"), new ResourceId("chair-2")] }],
        }),
        ["booking-made.v1+segments"] = ((BookingMade)Examples["booking-made.v1"]) with { Resources = Several, DecisionId = new MoveId(Id), Segments = Visit },
        ["booking-rescheduled.v1+segments"] = ((BookingRescheduled)Examples["booking-rescheduled.v1"]) with { Resources = Several, DecisionId = new MoveId(Id), Segments = Visit },
        ["hold-placed.v1+segments"] = ((HoldPlaced)Examples["hold-placed.v1"]) with { Resources = Several, DecisionId = new MoveId(Id), Segments = Visit },
        ["time-reserved.v1+segments"] = ((TimeReserved)Examples["time-reserved.v1"]) with { Segments = [Visit[1]] },
        ["service-changed.v1+segments"] = new ServiceChanged(DefaultCatalogue.InitialService with
        {
            ResourceIds = [],
            Segments = [new VisitSegment(new ServiceId("wash")), new VisitSegment(new ServiceId("cut")) { IsWithSame = true }],
        }),
        ["booking-made.v1+unproved"] = ((BookingMade)Examples["booking-made.v1"]) with { IsGuest = true, IsUnproved = true },
        ["brand-changed.v1+proof"] = new BrandChanged(new Brand { ProofOfWork = ProofOfWork.Always }),
        ["brand-changed.v1+booking"] = new BrandChanged(CompleteObjects.Brand with { Booking = OpenBooking.Verified, EmbedOrigins = ["https://salon.example"] }),
        ["user-registered.v1+locale"] = ((UserRegistered)Examples["user-registered.v1"]) with { Locale = new("ZGU=") },
        ["profile-updated.v1+locale"] = ((ProfileUpdated)Examples["profile-updated.v1"]) with { Locale = new("ZGU=") },
        ["booking-rescheduled.v1+pending"] = new BookingRescheduled(new BookingId(Id), null, Time, IsOverride: false) { IsPending = true, Previous = Before },
        ["booking-moved-away.v1+previous"] = new BookingMovedAway(
            new BookingId(Id), null, new MoveId(UserGuid), new ResourceId("chair-2"), Time, BookingStatus.Confirmed)
        { Previous = Before },
        ["booking-declined.v1+reason"] = ((BookingDeclined)Examples["booking-declined.v1"]) with { Reason = Why },
        ["email-changed.v1+verified"] = ((EmailChanged)Examples["email-changed.v1"]) with { WasVerified = true },
        ["booking-cancelled.v1+reason"] = ((BookingCancelled)Examples["booking-cancelled.v1"]) with { Reason = Why },
        ["booking-rescheduled.v1+reason"] = ((BookingRescheduled)Examples["booking-rescheduled.v1"]) with { Reason = Why },
        ["booking-handed-over.v1+reason"] = ((BookingHandedOver)Examples["booking-handed-over.v1"]) with { Reason = Why },
        ["move-reserved.v1+reason"] = ((MoveReserved)Examples["move-reserved.v1"]) with { Reason = Why },
        ["booking-moved-away.v1+reason"] = ((BookingMovedAway)Examples["booking-moved-away.v1"]) with { Reason = Why },
        ["hold-placed.v1+approval"] = new HoldPlaced(
            Id, new UserId(UserGuid), new ServiceId("cut"), Time, 2, BookingTerms.Of(CompleteObjects.Service), Instant.FromUtc(2031, 6, 1, 7, 10)),
        ["limit-confirmed.v1+start"] = new LimitConfirmed(new BookingId(Id), new ServiceId("cut"), ClaimedTime.Of(Time, segments: null)),
        ["limit-claimed.v1+segments"] = new LimitClaimed(
            new BookingId(Id), new ServiceId("visit"),
            new PendingClaim(ClaimedTime.Of(Time, Visit), UserGuid, Instant.FromUtc(2031, 6, 1, 7, 0), Instant.FromUtc(2031, 6, 1, 7, 1))),
        ["service-changed.v1+limits"] = new ServiceChanged(DefaultCatalogue.InitialService with
        {
            BookingLimits = Limits,
            ExclusivePerCustomer = true,
            ApprovalOnReschedule = false,
        }),
        ["service-created.v1+durations"] = new ServiceCreated(CompleteObjects.Service with
        {
            Durations = [new(Duration.FromMinutes(45), null), new(Duration.FromMinutes(90), new Price(80m, "EUR"))],
        }),
        ["service-changed.v1+dates"] = new ServiceChanged(DefaultCatalogue.InitialService with
        {
            MinimumNoticeDays = 2,
            ValidFrom = new(2031, 1, 1),
            ValidTo = new(2032, 1, 1),
        }),
        ["service-changed.v1+reminders"] = new ServiceChanged(DefaultCatalogue.InitialService with { Reminders = [1_440, 120] }),
        ["resource-changed.v1+placements"] = new ResourceChanged(DefaultCatalogue.InitialResource with
        {
            Hours = OpeningHours.AroundTheClock with { Seasons = [new(new(2031, 6, 1), new(2031, 9, 1), [[new(new(540), new(720))], [], [], [], [], [], []])] },
            Placements = [new(new(2031, 10, 6), new(2031, 10, 13), new("mitte"))],
        }),
        ["resource-changed.v1+limits"] = new ResourceChanged(DefaultCatalogue.InitialResource with { BookingLimits = Limits }),
    };
}
