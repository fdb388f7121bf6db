using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Branding;
using BookingEngine.CalendarEntries;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Languages;
using BookingEngine.Notifications.Templates;
using BookingEngine.Privacy;

namespace BookingEngine.CalendarFeeds;

/// <summary>Writes the entries of a feed, in the brand's language. None has a manage link.</summary>
public sealed class FeedEntries(BrandCache brands, BookingNamesReader names, FeedChanges changes, LookupKey lookup)
{
    private const int UidLength = 32;

    public async Task<string> WriteAsync(Feed feed, IReadOnlyList<Booking> bookings, CancellationToken cancellation)
    {
        var brand = await brands.FindAsync(cancellation);
        var language = Texts.Choose([brand.Locale]);
        var texts = Texts.Of(language);
        List<CalendarEntry> entries = [];
        var shown = feed.IsBusyOnly ? null : await names.FindAsync(bookings, cancellation);
        foreach (var (booking, n) in bookings.Select((booking, n) => (booking, n)))
        {
            var busy = await BusyAsync(booking, $"{booking.Id}", texts, cancellation);
            if (shown is null)
            {
                entries.AddRange(await BusyTimesAsync(busy, feed, booking, texts, cancellation));
                continue;
            }

            var lines = string.Join('\n', VisitLines.Of(booking, shown[n], language));
            entries.Add(Named(busy, feed, booking, shown[n], brand, texts) with { Description = lines.Length == 0 ? null : lines });
        }

        var name = brand.DisplayName ?? texts["entry.title"];
        return EntryWriter.Write(new EntryFile(EntryMethod.Publish, name, LanguageTag.PrimaryOf(language), [.. entries]) { Name = name });
    }

    // A resource of a visit is busy for its own parts only. The first has the entry of the booking.
    private async Task<IEnumerable<CalendarEntry>> BusyTimesAsync(
        CalendarEntry busy, Feed feed, Booking booking, Texts texts, CancellationToken cancellation)
    {
        if (feed.ResourceId is not { } resource || BookedSegment.GivenBy(resource, booking.Segments) is not { } segments)
        {
            return [busy];
        }

        List<CalendarEntry> times = [];
        foreach (var (n, segment) in segments.Index())
        {
            var entry = n == 0 ? busy : await BusyAsync(booking, $"{booking.Id} part {MailText.Whole(n)}", texts, cancellation);
            times.Add(entry with { Start = segment.Start, End = segment.End });
        }

        return times;
    }

    // The time of the booking's first event stands for that of the last: the sequence tells which version is newer.
    private async Task<CalendarEntry> BusyAsync(Booking booking, string key, Texts texts, CancellationToken cancellation) => new(
        (await lookup.HashAsync($"feed entry {key}", cancellation))[..UidLength], await changes.SequenceOfAsync(booking, cancellation),
        booking.CreatedAt, booking.Slot, booking.End, booking.TimeZone,
        booking.Status is BookingStatus.Pending ? EntryStatus.Tentative : EntryStatus.Confirmed, texts["entry.busy"])
    {
        IsPrivate = true,
    };

    private static CalendarEntry Named(CalendarEntry busy, Feed feed, Booking booking, BookingNames names, Brand brand, Texts texts)
    {
        var isDefault = booking.ServiceId == DefaultCatalogue.Service && names.Service == DefaultCatalogue.InitialService.Name;
        var with = feed.ResourceId is null ? brand.DisplayName : names.Guest ?? names.Customer;
        var title = new[] { isDefault ? texts["entry.title"] : names.Service ?? texts["entry.title"], with is null ? null : MailText.Safe(with) };
        return busy with
        {
            Uid = $"{booking.Id}",
            Summary = string.Join(" – ", title.OfType<string>()),
            Location = names.Location is not { } location || location == DefaultCatalogue.InitialLocation ? null
                : location.Address is { Length: > 0 } address ? $"{location.Name}, {address}" : location.Name,
            IsPrivate = false,
        };
    }
}
