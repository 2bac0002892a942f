<#-- One line a library: coordinates, licences, where it comes from. Ours are left out. -->
Libraries of others that belong to this distribution, each in a jar of its own and unchanged.

<#list dependencyMap as entry>
<#assign library = entry.getKey()>
<#if library.groupId != "io.offgrid.audit">
${library.groupId}:${library.artifactId}:${library.version} (${entry.getValue()?join(" or ")})<#if library.url??> ${library.url}</#if>
</#if>
</#list>
