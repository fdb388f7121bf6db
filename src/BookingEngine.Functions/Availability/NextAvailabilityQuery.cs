using BookingEngine.Functions.Fields;
using BookingEngine.Times;

namespace BookingEngine.Functions.Availability;

public sealed record NextAvailabilityQuery(AvailabilityTerms Terms, RangeBound? From, int Count) : IRequest<NextAvailabilityQuery>
{
    public const int MaximumCount = 50, DefaultCount = 3;

    public static NextAvailabilityQuery Read(RequestFields fields) => new(
        AvailabilityTerms.Read(fields),
        fields.Optional("from", $"Where to begin; now where it is absent or past. {AvailabilityQuery.BoundText}").RangeBound(),
        fields.OptionalWhole("count", $"How many at most; {DefaultCount} where absent.", 1, MaximumCount) ?? DefaultCount);
}
