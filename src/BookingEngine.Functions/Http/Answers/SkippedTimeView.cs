using BookingEngine.Calendars.Events;
using BookingEngine.Times;

namespace BookingEngine.Functions.Http.Answers;

[Shape("SkippedTime", "A time of a rule that is not possible.")]
public sealed record SkippedTimeView(
    [property: Field("The local start, such as `2030-05-13T14:30:00`.")] string LocalStart,
    [property: Field(
        "`local_time_invalid` (the clocks skip it), `closed`, `validity`, `off_grid`, `notice`, `horizon`, `limit`, `busy` (the customer), `external`, `held`, `taken` "
        + "or `changed`.")] string Reason)
{
    public static SkippedTimeView Of(SkippedTime skipped) => new(SlotTime.TextOf(skipped.Start), skipped.Reason);
}
