using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Guests;
using BookingEngine.Hours;
using BookingEngine.Ports;
using BookingEngine.Tests.Http;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Waitlist;
using BookingEngine.WaitlistMails;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.WaitlistPeople;

/// <summary>Entries of the waitlist of <c>cut</c> with their offers on <c>chair-1</c>, as the engine records them, without a calendar that becomes full and free again.</summary>
internal sealed class RecordedWaitlist(RunningApi api)
{
    private static readonly ServiceId Service = new("cut");
    private static readonly ResourceId Chair = new("chair-1");

    /// <summary>From Monday, 6 May 2030, to the Saturday.</summary>
    public static Wish Week { get; } = new(
        null, Instant.FromUtc(2030, 5, 6, 0, 0), Instant.FromUtc(2030, 5, 11, 0, 0), [IsoDayOfWeek.Monday, IsoDayOfWeek.Friday],
        [new HoursInterval(new TimeOfDay(9 * 60), new TimeOfDay(12 * 60))], "UTC", 1);

    private CommandExecutor Executor => api.Services.GetRequiredService<CommandExecutor>();

    private Instant Now => api.Clock.Now();

    public async Task<EntryId> JoinAsync(Guid user, Wish? wish = null)
    {
        var entry = NewId();
        await RecordAsync(new EntryJoined(entry, new UserId(user), Service, wish ?? Week, Details: null));
        return entry;
    }

    public async Task<EntryId> JoinAsync(Guest guest, Wish? wish = null)
    {
        var (entry, context) = (NewId(), NewContext());
        var user = await api.Services.GetRequiredService<GuestIdentities>().FindOrDeriveAsync(guest, context, CancellationToken.None);
        var details = await api.Services.GetRequiredService<BookingTexts>().EncryptAsync(user, new BookingId(entry.Value), guest.AddTo(null));
        await RecordAsync(new EntryJoined(entry, user, Service, wish ?? Week, details));
        return entry;
    }

    /// <summary>Holds ten o'clock on the Monday for the entry until the minutes are over.</summary>
    public async Task<Offer> OfferAsync(EntryId id, int minutes = 60, int number = 0)
    {
        var entry = (await api.Services.GetRequiredService<WaitlistEntries>().FindAsync(id, CancellationToken.None))!;
        var service = (await api.Services.GetRequiredService<CatalogueCache>().ServiceAsync(Service, CancellationToken.None))!;
        var start = Instant.FromUtc(2030, 5, 6, 10, 0) + Duration.FromHours(number);
        var time = new BookedInterval(start, start + Duration.FromHours(1), start.InUtc().LocalDateTime, "UTC", ZoneData.Version);
        var offer = new Offer(OfferId.Of(id, number), entry.UserId, Chair, Guid.CreateVersion7(), time, Now, Now + Duration.FromMinutes(minutes));
        await RecordAsync(new EntryReserved(id, offer));
        var placed = new HoldPlaced(offer.HoldId, entry.UserId, Service, time, 1, BookingTerms.Of(service), offer.Expires) { Offer = new OfferedTo(id, offer.Id) };
        await Executor.ExecuteAsync<Calendar>(
            Calendar.StreamOf(Chair), NewContext() with { CommitId = offer.Id.Decision }, _ => Decision.Of(placed), CancellationToken.None);
        await RecordAsync(new EntryOffered(id, offer.Id));
        return offer;
    }

    /// <summary>Ends the offer after its expiry, unless the engine has.</summary>
    public Task LapseAsync(EntryId id, OfferId offer) => Executor.ExecuteAsync<ServiceWaitlist>(
        ServiceWaitlist.StreamOf(Service), NewContext(),
        list => list.Find(id)?.Offer?.Id == offer ? Decision.Of(new OfferLapsed(id, offer)) : Decision.Nothing, CancellationToken.None);

    public Task RecordAsync(IDomainEvent recorded) =>
        Executor.ExecuteAsync<ServiceWaitlist>(ServiceWaitlist.StreamOf(Service), NewContext(), _ => Decision.Of(recorded), CancellationToken.None);

    public string TokenOf(EntryId entry, OfferId? offer = null) => api.Services.GetRequiredService<WaitlistTokens>().Create(new WaitlistLink(entry, offer));

    // Ids have the order of their milliseconds.
    private EntryId NewId()
    {
        api.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return new(api.Services.GetRequiredService<IIds>().Next());
    }

    private CommandContext NewContext() => new(new CommitId(api.Services.GetRequiredService<IIds>().Next()), Now, Actor: null, "waitlist");
}
