using NodaTime.Text;

namespace BookingEngine.LocalHost.Demo;

/// <summary>Prints the booking page and some users of the example. Their passwords are printed only by the start that loaded the example.</summary>
public static class DemoLines
{
    // One user per role, and one staff member per time zone.
    private static readonly DemoPerson[] Shown = [DemoPeople.Admin, DemoPeople.Staff[0], DemoPeople.Staff[^1], DemoPeople.Customers[0]];

    public static void Print(TextWriter output, DemoExample demo, string address)
    {
        output.WriteLine($"  booking page  {address}/book");
        if (!demo.IsNew)
        {
            output.WriteLine($"  example       from {InstantPattern.General.Format(demo.File.StartedAt)}; the passwords of its users are in {demo.File.Path}");
            return;
        }

        output.WriteLine($"  example       loaded now; its passwords are shown only this time, and all passwords are saved in {demo.File.Path}");
        foreach (var person in Shown)
        {
            var role = person.Role.ToString().ToLowerInvariant();
            output.WriteLine($"    {role,-11} {person.Email.Value,-24} {demo.File.Passwords[person.Name]}");
        }
    }
}
