using BookingEngine.Functions.Fields;
using BookingEngine.Users;
using BookingEngine.Waitlist.Reading;

namespace BookingEngine.Functions.Waitlist;

public sealed record ListWaitlistQuery(WaitlistFilter Filter, PageQuery Page) : IRequest<ListWaitlistQuery>
{
    private static readonly Dictionary<string, bool>
        Scopes = new() { ["own"] = true, ["all"] = false },
        Statuses = new() { ["open"] = true, ["closed"] = false };

    public static ListWaitlistQuery Read(RequestFields fields) => new(
        new WaitlistFilter(
            fields.Optional("scope", "`own` for the caller's entries, or `all` for all that the caller may see. If omitted, `all`.").Choice(Scopes) is true,
            fields.OptionalServiceId("service_id", "The service."),
            fields.Optional("status", "`open` for those that wait or have an offer, `closed` for the others. If omitted, both.").Choice(Statuses)),
        PageQuery.Read(fields));

    /// <summary>The name of the list for its cursors, unique per caller and filter.</summary>
    public string NameFor(UserId caller) => $"waitlist of {caller} own={Filter.OwnOnly} service={Filter.ServiceId?.Value} open={Filter.IsOpen}";
}
