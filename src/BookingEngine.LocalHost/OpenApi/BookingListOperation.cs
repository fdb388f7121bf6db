using System.Text.Json.Nodes;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Bookings.Lists;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Times;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>Listing bookings.</summary>
public static class BookingListOperation
{
    public static Operation Find => new(
        typeof(ListBookingsFunction), "List bookings",
        "Lists bookings by slot, then id. Without `scope`, `user_id` and `resource_id` they are the caller's own: all of them, or with `limit` a page at "
        + $"a time. Any other list comes in pages, of {ListBookingsFunction.DefaultLimit} unless `limit` says otherwise, and is for administrators, and for staff as "
        + "far as the resources that they look after. A booking that stands in the list all the while is on exactly one page, whatever else changes "
        + $"meanwhile. Staff and administrators also get a table: by `format=csv`, or by an `Accept` that prefers `text/csv`; a page of it has up to {ListBookingsFunction.MaximumCsvLimit} rows, "
        + "and its cursor is in the header `Next-Cursor`.")
    {
        Parameters =
        [
            Text("scope", "`own` bookings, as where it is absent, or `all` that the caller may see.") with { Schema = OneOf("own", "all") },
            Text("user_id", "Whose bookings: another's are for staff and administrators."),
            Text("resource_id", "Who or what they take, for its staff and administrators."),
            Text("service_id", "What is booked."),
            Text("status", "One or several of " + string.Join(", ", BookingLists.Statuses.Keys.Order(StringComparer.Ordinal).Select(s => $"`{s}`")) + ", separated by commas."),
            Text("from", "The earliest slot. A date in `time_zone`, such as `2030-05-13`, or a time with its offset."),
            Text("to", "Slots before this, itself excluded. A date in `time_zone`, or a time with its offset."),
            Text("time_zone", "The IANA time zone whose dates are meant. Where absent, that of the location of `resource_id`, or of the location `default`."),
            Text("format", "`json`, or `csv` for a table; where absent, the header `Accept` says.") with { Schema = OneOf("json", "csv") },
            new("limit", "query", $"How many at most: up to {ListBookingsFunction.MaximumLimit}, in a table up to {ListBookingsFunction.MaximumCsvLimit}.", CatalogueSchemas.Whole(1, ListBookingsFunction.MaximumCsvLimit)),
            Text("cursor", "The `next_cursor` of the page before, to go on after it. It is good for the same caller and the same filters alone."),
        ],
        Answer = new(200, "The bookings.", BookingsJson.Default.BookingPageView)
        {
            Headers = [CsvAnswer.NextCursor],
            Csv = CsvAnswer.Line(BookingCsv.Columns) + CsvAnswer.Line(BookingCsv.RowOf(Samples.Booking)),
            Examples = new Dictionary<string, object>
            {
                ["all"] = new BookingListView([Samples.Booking]),
                ["page"] = new BookingPageView([Samples.Booking], Samples.Cursor),
                ["last_page"] = new BookingPageView([Samples.Booking], null),
            },
        },
        Problems =
        [
            Samples.Invalid("status", BookingFilterFields.StatusMustBe), Problem.Of(TimeRange.Reversed),
            Problem.Of(ListBookingsHandler.MissingRole), Problem.Of(ListBookingsHandler.NotYours),
        ],
    };

    private static Parameter Text(string name, string description) => new(name, "query", description, CatalogueSchemas.Types("string"));

    private static JsonObject OneOf(params string[] values) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. values.Select(v => (JsonNode)v)]) };
}
