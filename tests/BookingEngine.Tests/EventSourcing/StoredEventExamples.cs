using System.Collections.Immutable;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.BookingLimits.Periods;
using BookingEngine.Branding;
using BookingEngine.CalendarFeeds;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.ExternalCalendars;
using BookingEngine.Guests;
using BookingEngine.Notifications.Templates;
using BookingEngine.Privacy;
using BookingEngine.PublicBookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Users;
using BookingEngine.Users.Roles;
using BookingEngine.Waitlist;
using BookingEngine.Webhooks.Endpoints;
using NodaTime;

namespace BookingEngine.Tests.EventSourcing;

/// <summary>An event of each stored type.</summary>
internal static class StoredEventExamples
{
    internal static readonly Guid Id = Guid.Parse("01900000-0000-7000-8000-000000000001"), UserGuid = Guid.Parse("01900000-0000-7000-8000-000000000002");
    internal static readonly BookedInterval Time = new(
        Instant.FromUtc(2031, 6, 2, 8, 0), Instant.FromUtc(2031, 6, 2, 8, 45), new LocalDateTime(2031, 6, 2, 10, 0), "Europe/Berlin", "2026a");

    internal static readonly Encrypted Why = new("d2h5");

    internal static readonly ImmutableArray<BookedResource> Several = [new(new ResourceId("chair-1"), 0), new(new ResourceId("room-1"), 1)];
    internal static readonly ImmutableArray<UsedCalendar> Used = [new(new FeedId(UserGuid), Instant.FromUtc(2031, 6, 1, 7, 0), "0123456789abcdef")];

    // As they were before later members.
    internal static readonly ClaimedTime Claimed = ClaimedTime.Of(Time, segments: null) with { Start = null };
    internal static readonly BookingTerms Terms = BookingTerms.Of(CompleteObjects.Service) with { NeedsApprovalAfterMove = false };

    internal static readonly ClaimedTime Counted = ClaimedTime.Of(Time, segments: null) with { SharedAt = new ResourceId("chair-1") };
    internal static readonly EarlierTime Before = new(Instant.FromUtc(2031, 6, 1, 8, 0), Instant.FromUtc(2031, 6, 1, 8, 45), "Europe/Berlin");
    internal static readonly ImmutableArray<BookingLimit> Limits = [new(LimitPeriod.Day, 3, null), new(LimitPeriod.Week, null, 90), new(LimitPeriod.Month, 20, 900)];

    /// <summary>By the stored name, and by the names of older shapes.</summary>
    public static readonly Dictionary<string, IDomainEvent> Examples = new()
    {
        ["user-registered.v1"] = new UserRegistered(new UserId(UserGuid), new Encrypted("bWFpbA=="), new Encrypted("bmFtZQ=="), new Encrypted("aGFzaA=="), Role.Customer),
        ["registration-abandoned.v1"] = new RegistrationAbandoned(new UserId(UserGuid)),
        ["password-rehashed.v1"] = new PasswordRehashed(new Encrypted("aGFzaA==")),
        ["password-reset-requested.v1"] = new PasswordResetRequested(Id, "0123abcd", Instant.FromUtc(2031, 6, 2, 8, 0)),
        ["password-reset.v1"] = new PasswordReset(Id, new Encrypted("aGFzaA==")),
        ["password-changed.v1"] = new PasswordChanged(new Encrypted("aGFzaA=="), new SessionId(Id)),
        ["profile-updated.v1"] = new ProfileUpdated(new Encrypted("bmFtZQ==")),
        ["email-verification-requested.v1"] = new EmailVerificationRequested(Id, Instant.FromUtc(2031, 6, 2, 8, 0)),
        ["email-verified.v1"] = new EmailVerified(new UserId(UserGuid)),
        ["email-change-requested.v1"] = new EmailChangeRequested(Id, new Encrypted("bmV4dA=="), new SessionId(Id), Instant.FromUtc(2031, 6, 2, 8, 0)),
        ["email-change-announced.v1"] = new EmailChangeAnnounced(Id),
        ["email-change-ended.v1"] = new EmailChangeEnded(Id),
        ["email-changed.v1"] = new EmailChanged(Id, new Encrypted("bmV4dA=="), new Encrypted("bWFpbA=="), new SessionId(Id)),
        ["booking-confirmed.v1"] = new BookingMade(
            new BookingId(Id), new UserId(UserGuid), new ServiceId("default"), new ResourceId("default"), Instant.FromUtc(2031, 6, 2, 8, 0),
            Instant.FromUtc(2031, 6, 2, 8, 30), new LocalDateTime(2031, 6, 2, 10, 0), "Europe/Berlin", "2026a", 1,
            BookingTerms.Of(DefaultCatalogue.InitialService), IsPending: false, IsOverride: false, HoldId: null, Details: null),
        ["booking-made.v1"] = new BookingMade(
            new BookingId(Id), new UserId(UserGuid), new ServiceId("cut"), new ResourceId("chair-1"), Instant.FromUtc(2031, 6, 2, 8, 0),
            Instant.FromUtc(2031, 6, 2, 8, 45), new LocalDateTime(2031, 6, 2, 10, 0), "Europe/Berlin", "2026a", 2,
            Terms with { IsLimited = false }, IsPending: true, IsOverride: true, UserGuid, new Encrypted("YW5zd2Vycw==")),
        ["booking-approved.v1"] = new BookingApproved(new BookingId(Id), null),
        ["booking-declined.v1"] = new BookingDeclined(new BookingId(Id), new MoveId(UserGuid)),
        ["booking-cancelled.v1"] = new BookingCancelled(new BookingId(Id), null, IsOverride: true),
        ["booking-completed.v1"] = new BookingCompleted(new BookingId(Id), null),
        ["booking-missed.v1"] = new NoShowRecorded(new BookingId(Id), null),
        ["booking-rescheduled.v1"] = new BookingRescheduled(new BookingId(Id), null, Time, IsOverride: false),
        ["booking-handed-over.v1"] = new BookingHandedOver(new BookingId(Id), null, new UserId(UserGuid), new Encrypted("YW5zd2Vycw==")),
        ["manage-link-issued.v1"] = new ManageLinkIssued(new BookingId(Id), null),
        ["manage-links-revoked.v1"] = new ManageLinksRevoked(new BookingId(Id), null),
        ["hold-placed.v1"] = new HoldPlaced(
            Id, new UserId(UserGuid), new ServiceId("cut"), Time, 2, Terms, Instant.FromUtc(2031, 6, 1, 7, 10)),
        ["hold-extended.v1"] = new HoldExtended(Id, new UserId(UserGuid), new ServiceId("cut"), Time, Instant.FromUtc(2031, 6, 1, 7, 20)),
        ["hold-released.v1"] = new HoldReleased(Id),
        ["move-reserved.v1"] = new MoveReserved(
            new MoveId(UserGuid), new BookingId(Id), new ResourceId("chair-1"), null, new UserId(UserGuid), new ServiceId("cut"), 2,
            Terms, BookingStatus.Pending, Time, IsOverride: true, Instant.FromUtc(2031, 6, 1, 7, 10), new Encrypted("YW5zd2Vycw==")),
        ["booking-moved-away.v1"] = new BookingMovedAway(
            new BookingId(Id), null, new MoveId(UserGuid), new ResourceId("chair-2"), Time, BookingStatus.Confirmed),
        ["move-withdrawn.v1"] = new MoveWithdrawn(new MoveId(UserGuid), new BookingId(Id)),
        ["booking-moved-in.v1"] = new BookingMovedIn(new BookingId(Id), new MoveId(UserGuid), BookingStatus.Confirmed),
        ["move-released.v1"] = new MoveReleased(new BookingId(Id), new MoveId(UserGuid)),
        ["time-reserved.v1"] = new TimeReserved(
            new MoveId(UserGuid), new BookingId(Id), new ResourceId("chair-2"), new UserId(UserGuid), new ServiceId("cut"), 1, Terms, BookingStatus.Pending, Time,
            IsOverride: true, [new ResourceId("chair-1")], Instant.FromUtc(2031, 6, 1, 7, 10)),
        ["time-kept.v1"] = new TimeKept(
            new MoveId(UserGuid), new BookingId(Id), new ResourceId("chair-2"), new UserId(UserGuid), new ServiceId("cut"), BookingStatus.Confirmed,
            Instant.FromUtc(2031, 6, 2, 8, 0)),
        ["time-released.v1"] = new TimeReleased(new MoveId(UserGuid), new BookingId(Id), WasKept: true, BookingStatus.Cancelled),
        ["decision-withdrawn.v1"] = new DecisionWithdrawn(new MoveId(UserGuid), new BookingId(Id)),
        ["limit-claimed.v1"] = new LimitClaimed(
            new BookingId(Id), new ServiceId("cut"),
            new PendingClaim(Claimed, UserGuid, Instant.FromUtc(2031, 6, 1, 7, 10), Instant.FromUtc(2031, 6, 1, 7, 11))),
        ["limit-confirmed.v1"] = new LimitConfirmed(new BookingId(Id), new ServiceId("cut"), Claimed),
        ["limit-withdrawn.v1"] = new LimitWithdrawn(new BookingId(Id)),
        ["limit-released.v1"] = new LimitReleased(new BookingId(Id)),
        ["role-changed.v1"] = new RoleChanged(new UserId(UserGuid), Role.Staff, new UserId(Id), null),
        ["role-changed.v2"] = new RoleChanged(new UserId(UserGuid), Role.Staff, new UserId(Id), new Encrypted("YWRkcmVzcw==")),
        ["staff-linked.v1"] = new StaffLinked(new UserId(UserGuid), [new ResourceId("chair-1"), new ResourceId("chair-2")], null, null),
        ["staff-linked.v2"] = new StaffLinked(
            new UserId(UserGuid), [new ResourceId("chair-1"), new ResourceId("chair-2")], new UserId(Id), new Encrypted("YWRkcmVzcw==")),
        ["user-deactivated.v1"] = new UserDeactivated(new UserId(UserGuid), new UserId(Id), new Encrypted("YWRkcmVzcw==")),
        ["user-reactivated.v1"] = new UserReactivated(new UserId(UserGuid), new UserId(Id), null),
        ["user-erased.v1"] = new UserErased(new UserId(UserGuid), ErasureOrigin.Admin, new UserId(Id), new Encrypted("YWRkcmVzcw==")),
        ["user-signed-in.v1"] = new UserSignedIn(Instant.FromUtc(2031, 6, 2, 8, 0)),
        ["team-member-erased.v1"] = new TeamMemberErased(new UserId(UserGuid), ErasureOrigin.User, null, null),
        ["person-erased.v1"] = new PersonErased(ErasureOrigin.Admin, new UserId(Id), new Encrypted("YWRkcmVzcw==")),
        ["personal-events-read.v1"] = new PersonalEventsRead(new UserId(Id), new Encrypted("YWRkcmVzcw==")),
        ["webhook-created.v1"] = new WebhookCreated(CompleteObjects.Webhook),
        ["webhook-changed.v1"] = new WebhookChanged(CompleteObjects.Webhook with { Description = null, Headers = [] }),
        ["webhook-secret-rotated.v1"] = new WebhookSecretRotated(CompleteObjects.Webhook with
        {
            Secrets = [new(new("bmV3"), null), new(new("b2xk"), Instant.FromUtc(2031, 6, 2, 8, 0))],
        }),
        ["webhook-disabled.v1"] = new WebhookDisabled(CompleteObjects.Webhook with { Active = false, DisabledBecause = "It failed for five days." }),
        ["webhook-deleted.v1"] = new WebhookDeleted(CompleteObjects.Webhook with { Active = false, Headers = [], Secrets = [], Deleted = true }),
        ["webhook-tested.v1"] = new WebhookTested("4a5b6c7d8e9f"),
        ["guest-export-requested.v1"] = new GuestExportRequested(Id, new BookingId(UserGuid), Instant.FromUtc(2031, 6, 2, 8, 0)),
        ["guest-erasure-requested.v1"] = new GuestErasureRequested(Id, new BookingId(UserGuid), Instant.FromUtc(2031, 6, 2, 8, 0)),
        ["booking-requested.v1"] = new BookingRequested(
            Id, UserGuid, new ResourceId("chair-1"), new UserId(UserGuid), new ServiceId("cut"), Time, new Encrypted("dGV4dA=="), Instant.FromUtc(2031, 6, 1, 7, 40))
        { Languages = "de-AT,en" },
        ["second-factor-requested.v1"] = new SecondFactorRequested(Id, new Encrypted("c2VjcmV0"), Instant.FromUtc(2031, 6, 2, 8, 0)),
        ["second-factor-confirmed.v1"] = new SecondFactorConfirmed(Id, 64_580_000, ["0123abcd", "4567ef01"], new SessionId(Id)),
        ["second-factor-used.v1"] = new SecondFactorUsed(64_580_001),
        ["recovery-code-used.v1"] = new RecoveryCodeUsed("0123abcd"),
        ["second-factor-removed.v1"] = new SecondFactorRemoved(new SessionId(Id)),
        ["second-factor-exempted.v1"] = new SecondFactorExempted(new UserId(UserGuid), new UserId(Id), new Encrypted("YWRkcmVzcw==")),
        ["second-factor-exemption-ended.v1"] = new SecondFactorExemptionEnded(new UserId(UserGuid), new UserId(Id), null),
        ["second-factor-reset.v1"] = new SecondFactorReset(new UserId(UserGuid), new UserId(Id), new Encrypted("YWRkcmVzcw==")),
        ["feed-made.v1"] = new FeedMade(Id, new UserId(UserGuid), "0123abcd", new ResourceId("chair-1"), IsBusyOnly: true),
        ["feed-ended.v1"] = new FeedEnded(Id),
        ["reminders-switched.v1"] = new RemindersSwitched(AreOn: false),
        ["location-created.v1"] = new LocationCreated(CompleteObjects.Location),
        ["location-changed.v1"] = new LocationChanged(CompleteObjects.Location with { Address = null }),
        ["resource-created.v1"] = new ResourceCreated(CompleteObjects.Resource),
        ["resource-changed.v1"] = new ResourceChanged(DefaultCatalogue.InitialResource),
        ["resource-retired.v1"] = new ResourceRetired(CompleteObjects.Resource with { Active = false }),
        ["service-created.v1"] = new ServiceCreated(CompleteObjects.Service),
        ["service-changed.v1"] = new ServiceChanged(DefaultCatalogue.InitialService),
        ["service-retired.v1"] = new ServiceRetired(CompleteObjects.Service with { Active = false }),
        ["booking-rezoned.v1"] = new BookingRezoned(new BookingId(Id), null, Time, Before, "2025b"),
        ["rezone-conflict-found.v1"] = new RezoneConflictFound(new BookingId(Id), new MoveId(UserGuid), "2026a", "taken"),
        ["bookings-rezoned.v1"] = new BookingsRezoned("2026a", 12, 1),
        ["location-closures-set.v1"] = new LocationClosuresSet(
            new LocationId("mitte"), 3, [new Closure(new LocalDate(2031, 12, 24), new LocalDate(2031, 12, 27), "Christmas") { Uid = "christmas" }, new Closure(new LocalDate(2031, 6, 1), new LocalDate(2031, 6, 2), null)]),
        ["waitlist-opened.v1"] = new WaitlistOpened(new ServiceId("cut"), 4),
        ["waitlist-closed.v1"] = new WaitlistClosed(new ServiceId("cut"), 9),
        ["entry-joined.v1"] = new EntryJoined(WaitlistExamples.Entry, new UserId(UserGuid), new ServiceId("cut"), WaitlistExamples.Wish, null),
        ["entry-reserved.v1"] = new EntryReserved(WaitlistExamples.Entry, WaitlistExamples.Offer),
        ["entry-offered.v1"] = new EntryOffered(WaitlistExamples.Entry, new OfferId(UserGuid)),
        ["offer-withdrawn.v1"] = new OfferWithdrawn(WaitlistExamples.Entry, new OfferId(UserGuid)),
        ["offer-lapsed.v1"] = new OfferLapsed(WaitlistExamples.Entry, new OfferId(UserGuid)),
        ["offer-refused.v1"] = new OfferRefused(WaitlistExamples.Entry, new OfferId(UserGuid)),
        ["offer-revoked.v1"] = new OfferRevoked(WaitlistExamples.Entry, new OfferId(UserGuid)),
        ["offer-released.v1"] = new OfferReleased(WaitlistExamples.Entry, new OfferId(UserGuid)),
        ["entry-taken.v1"] = new EntryTaken(WaitlistExamples.Entry, new OfferId(UserGuid), new BookingId(Id)),
        ["entry-left.v1"] = new EntryLeft(WaitlistExamples.Entry),
        ["entry-ended.v1"] = new EntryEnded(WaitlistExamples.Entry, EntryEnd.WishOver),
        ["entry-assigned.v1"] = new EntryAssigned(WaitlistExamples.Entry, new UserId(UserGuid), new Encrypted("d2h5")),
        ["waitlist-place-taken.v1"] = new PlaceTaken(WaitlistExamples.Entry, new ServiceId("cut")),
        ["waitlist-places-left.v1"] = new PlacesLeft([WaitlistExamples.Entry, new EntryId(UserGuid)]),
        ["service-version-required.v1"] = new ServiceVersionRequired(new ServiceId("cut"), 4),
        ["external-calendars-changed.v1"] = new ExternalCalendarsChanged(
            [new ExternalCalendar(new ExternalCalendarId(Id), new FeedId(UserGuid), new Encrypted("m:c2VjcmV0"), new UserId(UserGuid))]),
        ["external-calendar-failing.v1"] = new ExternalCalendarFailing(
            new ExternalCalendarId(Id), new FeedId(UserGuid), Instant.FromUtc(2031, 6, 2, 8, 0), "status_404"),
        ["external-calendar-recovered.v1"] = new ExternalCalendarRecovered(new ExternalCalendarId(Id), new FeedId(UserGuid)),
        ["brand-changed.v1"] = new BrandChanged(CompleteObjects.Brand),
        ["brand-logo-changed.v1"] = new BrandLogoChanged(CompleteObjects.Brand, "bG9nbw=="),
        ["mail-template-written.v1"] = new MailTemplateWritten(CompleteObjects.Template),
        ["mail-template-removed.v1"] = new MailTemplateRemoved(CompleteObjects.Template with { Active = false }),
        ["bookings-counted.v1"] = new BookingsCounted(
            UserGuid, 1, 4,
            [
                new StoredClaim(new BookingId(Id), new ServiceId("cut"), Counted, null),
                new StoredClaim(
                    new BookingId(UserGuid), new ServiceId("cut"), Counted with { SharedAt = null, Until = Instant.FromUtc(2031, 6, 1, 8, 0) },
                    new PendingClaim(Counted, Id, Instant.FromUtc(2031, 6, 1, 7, 10), Instant.FromUtc(2031, 6, 1, 7, 11))),
            ],
            IsLast: true),
    };
}
