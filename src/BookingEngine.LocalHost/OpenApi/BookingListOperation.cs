using BookingEngine.Bookings.Lists;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Bookings.Lists;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Times;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>Listing bookings.</summary>
public static class BookingListOperation
{
    public static Operation Find => new(
        typeof(ListBookingsFunction), "List bookings",
        "Lists bookings by slot, then id. Without `scope`, `user_id` and `resource_id` they are the caller's own: all of them, or with `limit` a page at "
        + $"a time. Any other list comes in pages, of {ListBookingsQuery.DefaultLimit} unless `limit` says otherwise, and is for administrators, and for staff as "
        + "far as the resources that they look after. A booking that stands in the list all the while is on exactly one page, whatever else changes "
        + $"meanwhile. Staff and administrators also get a table: by `format=csv`, or by an `Accept` that prefers `text/csv`; a page of it has up to {ListBookingsQuery.MaximumCsvLimit} rows, "
        + "and its cursor is in the header `Next-Cursor`.")
    {
        Parameters = RequestShapes.QueryOf<ListBookingsQuery>(),
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
            Samples.Invalid("status", ListBookingsQuery.StatusMessage), Problem.Of(TimeRange.Reversed),
            Problem.Of(ListBookingsHandler.MissingRole), Problem.Of(ListBookingsHandler.NotYours),
        ],
    };
}
