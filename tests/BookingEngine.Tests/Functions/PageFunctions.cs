namespace BookingEngine.Tests.Functions;

/// <summary>The functions that answer people with pages: without a key, and not in the API document.</summary>
internal static class PageFunctions
{
    public static readonly string[] All =
    [
        "PageBook", "PageBookDetails", "PageBookDone", "PageBookHold", "PageBookService", "PageBookSubmit",
        "PageChangeEmail", "PageChangeEmailSubmit",
        "PageConfirmBooking", "PageConfirmBookingSubmit",
        "PageEmbed",
        "PageEraseData", "PageEraseDataSubmit", "PageExportData", "PageExportDataSubmit",
        "PageManage", "PageManageEntry", "PageManageErase", "PageManageExport", "PageManageSubmit",
        "PageReminders", "PageRemindersSubmit",
        "PageResetPassword", "PageResetPasswordSubmit",
        "PageSecondFactor", "PageSecondFactorSubmit",
        "PageSignIn", "PageSignInSubmit", "PageSignOut",
        "PageVerifyEmail", "PageVerifyEmailSubmit",
    ];
}
