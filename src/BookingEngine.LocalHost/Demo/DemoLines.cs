using NodaTime.Text;

namespace BookingEngine.LocalHost.Demo;

/// <summary>What the console says of the example: who can sign in, with the passwords at the start that made it and never again.</summary>
public static class DemoLines
{
    // One for each role, and of the staff one in each time zone.
    private static readonly DemoPerson[] Shown = [DemoPeople.Admin, DemoPeople.Staff[0], DemoPeople.Staff[^1], DemoPeople.Customers[0]];

    public static void Print(TextWriter output, DemoExample demo)
    {
        if (!demo.IsNew)
        {
            output.WriteLine($"  example       of {InstantPattern.General.Format(demo.File.BegunAt)}; the passwords of its users are in {demo.File.Path}");
            return;
        }

        output.WriteLine($"  example       loaded now; its passwords were made now, are shown this once, and kept with the others' in {demo.File.Path}");
        foreach (var person in Shown)
        {
            var role = person.Role.ToString().ToLowerInvariant();
            output.WriteLine($"    {role,-11} {person.Email.Value,-24} {demo.File.Passwords[person.Name]}");
        }
    }
}
