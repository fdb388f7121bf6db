using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;

namespace BookingEngine.Calendars.Events;

/// <summary>Reads the most frequent event in the layout that is written today. Anything else, such as a member that most bookings do not have, is left
/// to the general reader. Rebuilds and cold starts consist mostly of such events.</summary>
internal static class ExactBookingMade
{
    // Most likely the same in the next event. Another thread may replace them at any time.
    private static string? _service, _resource, _zone, _zoneData, _languages;
    private static KnownTerms? _terms;

    /// <summary>Null if the layout is another.</summary>
    public static BookingMade? TryRead(string text, JsonTypeInfo<BookingTerms> terms)
    {
        var json = new ExactJson(text);
        var (booking, user) = (json.ReadGuid("{\"booking_id\":\""), json.ReadGuid("\",\"user_id\":\""));
        var (service, resource) = (json.ReadText("\",\"service_id\":\"", ref _service), json.ReadText("\",\"resource_id\":\"", ref _resource));
        var (start, end) = (json.ReadInstant("\",\"start\":\""), json.ReadInstant("Z\",\"end\":\""));
        var local = json.ReadLocal("Z\",\"local_start\":\"");
        var (zone, zoneData) = (json.ReadText("\",\"time_zone\":\"", ref _zone), json.ReadText("\",\"zone_data\":\"", ref _zoneData));
        var quantity = json.ReadNumber("\",\"quantity\":");
        var known = _terms;
        var storedTerms = json.ReadUntil(",\"terms\":{", '}', known?.Members);
        var (isPending, isOverride) = (json.ReadBoolean("},\"is_pending\":"), json.ReadBoolean(",\"is_override\":"));
        var hold = ReadHold(ref json);
        json.Require(",\"details\":null");
        var languages = ReadLanguages(ref json);
        json.Require("}");
        return json.IsExact && json.IsAtEnd
            ? new BookingMade(
                new BookingId(booking), new UserId(user), new ServiceId(service), new ResourceId(resource), start, end, local, zone, zoneData, quantity,
                TermsOf(storedTerms, known, terms), isPending, isOverride, hold, Details: null)
            { Languages = languages }
            : null;
    }

    private static Guid? ReadHold(ref ExactJson json)
    {
        if (json.Skips(",\"hold_id\":null"))
        {
            return null;
        }

        var hold = json.ReadGuid(",\"hold_id\":\"");
        json.Require("\"");
        return hold;
    }

    private static string? ReadLanguages(ref ExactJson json)
    {
        if (!json.Skips(",\"languages\":\""))
        {
            return null;
        }

        var languages = json.ReadText("", ref _languages);
        json.Require("\"");
        return languages;
    }

    // Bookings of one service have the same terms, until the service changes.
    private static BookingTerms TermsOf(ReadOnlySpan<char> members, KnownTerms? known, JsonTypeInfo<BookingTerms> type)
    {
        if (known is not null && members.SequenceEqual(known.Members))
        {
            return known.Terms;
        }

        var terms = JsonSerializer.Deserialize($"{{{members}}}", type)!;
        _terms = new KnownTerms(members.ToString(), terms);
        return terms;
    }

    private sealed record KnownTerms(string Members, BookingTerms Terms);
}
