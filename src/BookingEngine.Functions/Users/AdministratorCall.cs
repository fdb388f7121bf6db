using BookingEngine.Users.Administration;

namespace BookingEngine.Functions.Users;

internal static class AdministratorCall
{
    /// <summary>The caller as recorded in the audit log.</summary>
    public static Administrator AdministratorAt(this ApiCall call, ClientAddress address) =>
        new(call.Caller.UserId, address.Of(call.Request).ToString());
}
