using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Calendars.Events;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Http.Requests.Shapes;

namespace BookingEngine.Functions.Bookings.Lists;

public sealed record ListBookingsQuery(BookingFilter Filter, bool IsCsv, bool? HasByteOrderMark, PageQuery Page) : IRequest<ListBookingsQuery>
{
    public const int DefaultLimit = 50, MaximumLimit = PageQuery.MaximumLimit, MaximumCsvLimit = 1_000;

    private static readonly Dictionary<string, bool>
        Scopes = new() { ["own"] = false, ["all"] = true },
        Formats = new() { ["json"] = false, ["csv"] = true };

    private static readonly string
        StatusText = $"One or several of {string.Join(", ", StatusNames.Select(name => $"`{name}`"))}, separated by commas.",
        LimitText = $"The maximum number of bookings: up to {MaximumLimit}, in a table up to {MaximumCsvLimit}.";

    public static string StatusMessage { get; } = $"must be one or several of {string.Join(", ", StatusNames)}, separated by commas";

    private static IEnumerable<string> StatusNames => BookingLists.Statuses.Keys.Order(StringComparer.Ordinal);

    public static ListBookingsQuery Read(RequestFields fields)
    {
        var filter = ReadFilter(fields);
        var isCsv = fields.Optional("format", "`json`, or `csv` for a table. If omitted, the header `Accept` decides.").Choice(Formats)
            ?? fields.Prefers(CsvAnswer.MediaType);
        var mark = fields.Optional(
            "bom", "Whether the table begins with a byte order mark, which Excel needs. If omitted, the parameter `bom` of `text/csv` in `Accept` decides.");
        if (mark.Flag() is var hasMark && hasMark is true && !isCsv)
        {
            mark.Fail("is only for a table. Also send format=csv");
        }

        return new(filter, isCsv, hasMark, new PageQuery(
            fields.OptionalWhole("limit", LimitText, 1, isCsv ? MaximumCsvLimit : MaximumLimit),
            fields.Optional("cursor", "The `next_cursor` of the previous page. It is valid only for the same caller and the same filters.")
                .AnyText()));
    }

    private static BookingFilter ReadFilter(RequestFields fields) => ReadScope(fields) with
    {
        UserId = fields.Optional("user_id", "The customer's id. Only staff and administrators can list the bookings of others.").UserId(),
        ResourceId = fields.OptionalResourceId("resource_id", "The resource. Only for its staff and administrators."),
        ServiceId = fields.OptionalServiceId("service_id", "The service."),
        SeriesId = fields.Optional("series_id", "The series. Lists those of its bookings that the caller may see.").SeriesId(),
        HasRezoneConflict = fields.Optional(
            "rezone_conflict", "`true` for bookings ahead that could not keep their local time when the rules of their time zone changed. Only for administrators.").Flag() is true,
        Statuses = ReadStatuses(fields.Optional("status", StatusText)),
        From = fields.Optional("from", "The earliest slot. A date in `time_zone`, such as `2030-05-13`, or a time with its offset.").RangeBound(),
        To = fields.Optional("to", "The end of the range, exclusive. A date in `time_zone`, or a time with its offset.").RangeBound(),
        Zone = fields.Optional(
            "time_zone", "The IANA time zone of the dates. If omitted, that of the place where `resource_id` stands then, or of the location `default`.").Zone(),
    };

    private static BookingFilter ReadScope(RequestFields fields)
    {
        var isAll = fields.Optional(
            "scope", "`own` for the caller's bookings, or `all` for all that the caller may see. If omitted, `own`, unless `user_id` or `resource_id` ask for others.")
            .Choice(Scopes);
        return new() { OfAll = isAll is true, OfOwn = isAll is false };
    }

    private static ImmutableArray<BookingStatus> ReadStatuses(RequestValue value) =>
        value.Matching(text => text.Split(',').All(BookingLists.Statuses.ContainsKey), StatusMessage, ValueShape.Text) is { } text
            ? [.. text.Split(',').Select(name => BookingLists.Statuses[name]).Distinct()]
            : [];
}
