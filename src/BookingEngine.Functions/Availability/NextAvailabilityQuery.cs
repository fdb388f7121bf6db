using BookingEngine.Functions.Fields;
using BookingEngine.Times;

namespace BookingEngine.Functions.Availability;

public sealed record NextAvailabilityQuery(AvailabilityTerms Terms, RangeBound? From, int Count) : IRequest<NextAvailabilityQuery>
{
    public const int MaximumCount = 50, DefaultCount = 3;

    public static NextAvailabilityQuery Read(RequestFields fields) => new(
        AvailabilityTerms.Read(fields),
        fields.Optional("from", $"The start of the search. If omitted or in the past, now. {AvailabilityQuery.BoundText}").RangeBound(),
        fields.OptionalWhole("count", $"The maximum number of starts. If omitted, {DefaultCount}.", 1, MaximumCount) ?? DefaultCount);
}
