using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Availability;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime.Text;

namespace BookingEngine.Functions.Bookings.Lists;

/// <summary>Which bookings a query asks for. What is wrong is noted in the query's errors.</summary>
internal static class BookingFilterFields
{
    public const string ScopeMustBe = "must be own or all", UserMustBe = "must be the id of a user";

    public static string StatusMustBe { get; } =
        $"must be one or several, separated by commas, of {string.Join(", ", BookingLists.Statuses.Keys.Order(StringComparer.Ordinal))}";

    public static BookingFilter Filter(this QueryFields query) => new()
    {
        OfAll = query.IsOfAll(),
        UserId = query.User("user_id"),
        ResourceId = query.Id("resource_id") is { } resource ? new ResourceId(resource) : null,
        ServiceId = query.Id("service_id") is { } service ? new ServiceId(service) : null,
        Statuses = query.Statuses("status"),
        From = query.Edge("from"),
        To = query.Edge("to"),
        Zone = query.Zone("time_zone"),
    };

    /// <summary>The list that a cursor is good for: the caller's alone, with these filters and no others.</summary>
    public static string NameFor(this BookingFilter filter, UserId caller) => string.Join(
        ' ',
        [
            $"bookings of {caller}",
            .. Part("scope", filter.OfAll ? "all" : null), .. Part("user", filter.UserId?.ToString()),
            .. Part("resource", filter.ResourceId?.Value), .. Part("service", filter.ServiceId?.Value),
            .. Part("status", filter.Statuses is [] ? null : string.Join(',', filter.Statuses.Order())),
            .. Part("from", TextOf(filter.From)), .. Part("to", TextOf(filter.To)), .. Part("zone", filter.Zone?.Id),
        ]);

    private static IEnumerable<string> Part(string name, string? value) => value is null ? [] : [$"{name}={value}"];

    private static string? TextOf(RangeBound? edge) => edge switch
    {
        null => null,
        { Date: { } date } => LocalDatePattern.Iso.Format(date),
        { Instant: var instant } => InstantPattern.ExtendedIso.Format(instant),
    };

    private static bool IsOfAll(this QueryFields query)
    {
        var scope = query.Text("scope");
        if (scope is not (null or "own" or "all"))
        {
            query.Errors.Add("scope", ScopeMustBe);
        }

        return scope is "all";
    }

    private static UserId? User(this QueryFields query, string name)
    {
        if (query.Text(name) is not { } text)
        {
            return null;
        }

        if (Guid.TryParseExact(text, "D", out var id))
        {
            return new UserId(id);
        }

        query.Errors.Add(name, UserMustBe);
        return null;
    }

    private static ImmutableArray<BookingStatus> Statuses(this QueryFields query, string name)
    {
        string[] texts = query.Text(name)?.Split(',') ?? [];
        if (texts.All(BookingLists.Statuses.ContainsKey))
        {
            return [.. texts.Select(text => BookingLists.Statuses[text]).Distinct()];
        }

        query.Errors.Add(name, StatusMustBe);
        return [];
    }
}
