namespace BookingEngine.Tests.Functions;

/// <summary>The functions that answer people with pages: without a key, and not in the API document.</summary>
internal static class PageFunctions
{
    public static readonly string[] All =
    [
        "PageAccount", "PageAccountBooking", "PageAccountBookingSubmit", "PageAccountCalendar", "PageAccountCalendarSubmit", "PageAccountData",
        "PageAccountEmailSubmit", "PageAccountEntry", "PageAccountErase", "PageAccountExport", "PageAccountFactorSubmit", "PageAccountPasswordSubmit",
        "PageAccountSessions", "PageAccountSessionsSubmit", "PageAccountWaitlist", "PageAccountWaitlistSubmit",
        "PageBook", "PageBookDetails", "PageBookDone", "PageBookHold", "PageBookService", "PageBookSubmit",
        "PageChangeEmail", "PageChangeEmailSubmit",
        "PageConfirmBooking", "PageConfirmBookingSubmit",
        "PageEmbed",
        "PageEraseData", "PageEraseDataSubmit", "PageExportData", "PageExportDataSubmit",
        "PageManage", "PageManageEntry", "PageManageErase", "PageManageExport", "PageManageSubmit",
        "PageProfile", "PageProfileSubmit",
        "PageRecover", "PageRecoverSubmit", "PageRegister", "PageRegisterSubmit",
        "PageReminders", "PageRemindersSubmit",
        "PageResetPassword", "PageResetPasswordSubmit",
        "PageSecondFactor", "PageSecondFactorSubmit",
        "PageSignIn", "PageSignInSubmit", "PageSignOut",
        "PageStaff", "PageStaffBlock", "PageStaffBlockSubmit", "PageStaffBooking", "PageStaffBookingSubmit", "PageStaffClosedDays", "PageStaffClosedDaysSubmit",
        "PageStaffGuest", "PageStaffGuestSubmit",
        "PageVerifyEmail", "PageVerifyEmailSubmit",
        "PageWaitlistErase", "PageWaitlistExport",
    ];
}
