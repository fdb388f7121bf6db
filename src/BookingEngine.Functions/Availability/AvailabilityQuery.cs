using BookingEngine.Functions.Fields;
using BookingEngine.Times;

namespace BookingEngine.Functions.Availability;

public sealed record AvailabilityQuery(AvailabilityTerms Terms, RangeBound From, RangeBound To, bool Explain) : IRequest<AvailabilityQuery>
{
    internal const string BoundText = "A date in `time_zone`, such as `2030-05-13`, or a time with its offset.";

    public static AvailabilityQuery Read(RequestFields fields) => new(
        AvailabilityTerms.Read(fields),
        fields.Required("from", $"The start of the range. {BoundText}").RangeBound() ?? default,
        fields.Required("to", $"The end of the range, exclusive. {BoundText}").RangeBound() ?? default,
        fields.Flag("explain", "Whether the answer includes refused starts."));
}
