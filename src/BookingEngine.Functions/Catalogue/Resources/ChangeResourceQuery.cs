using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Catalogue.Resources;

public sealed record ChangeResourceQuery(ResourceId? MoveTo) : IRequest<ChangeResourceQuery>
{
    public static ChangeResourceQuery Read(RequestFields fields) =>
        new(fields.OptionalResourceId("move_to", "When retiring: the resource that gets the bookings ahead."));
}
