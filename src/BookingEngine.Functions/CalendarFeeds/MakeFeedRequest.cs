namespace BookingEngine.Functions.CalendarFeeds;

public sealed record MakeFeedRequest(bool BusyOnly) : IRequest<MakeFeedRequest>
{
    public static bool RefusesMisspelt => true;

    public static MakeFeedRequest Read(RequestFields fields) => new(fields.Flag(
        "busy_only", "Whether the entries say only when, without names, places and services. If omitted, true.", fallback: true));
}
