using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Catalogue.Services;

internal static class CustomerLimitFields
{
    public static CustomerLimits Read(RequestFields fields) => new(
        fields.Optional("active", "The maximum number of bookings ahead.").OrNull().Whole(1, ServiceRequest.MaximumSeats),
        fields.Optional("per_day", "The maximum number of bookings on one local day.").OrNull().Whole(1, ServiceRequest.MaximumSeats));
}
